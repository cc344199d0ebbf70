/** Statements on the database where rows are claimed and written in batches, and what its absence looks like. */
package org.openiep.database;
