/** Transactions between institutions: what they are, where they are, what may happen next, and how they are listed. */
package org.openiep.exchange;
