/** Details: one transaction on one page. */
package org.openiep.web.details;
