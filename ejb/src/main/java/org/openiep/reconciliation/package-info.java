/** Comparing rows, files and jobs after a start, and putting right what a crash left apart. */
package org.openiep.reconciliation;
