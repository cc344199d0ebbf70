/**
 * Moving images: jobs that collect from a source and deliver to a destination, their lanes, attempts and diagnosis,
 * and what is asked of a node directly (search, test).
 */
package org.openiep.transfer;
