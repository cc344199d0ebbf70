/** Reports: figures of a period, as tables and as pictures beside them. */
package org.openiep.web.report;
