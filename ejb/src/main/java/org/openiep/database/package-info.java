/** Statements on the database where rows are claimed and written in batches. */
package org.openiep.database;
