/** The Lanes page: a picture of what moves, what waits and what is held back. */
package org.openiep.web.lanes;
