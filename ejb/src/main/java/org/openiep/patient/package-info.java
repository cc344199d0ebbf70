/** The patient of a transaction: details, NHS number, and what makes them acceptable. */
package org.openiep.patient;
