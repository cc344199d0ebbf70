/** Counts and times over a period, for those who answer for the service. Reads only; holds no patient data. */
package org.openiep.report;
