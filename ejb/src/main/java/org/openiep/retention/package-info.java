/** Images go when their time on the exchange is over; the record stays (requirement G10). */
package org.openiep.retention;
