/** Create: one page that unfolds from the destination to Send. */
package org.openiep.web.create;
