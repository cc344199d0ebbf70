/** Who is there: sign-in of staff and of programs, the secure-session step, and what every response says to browsers. */
package org.openiep.web.signin;
