/** The database schema: migrated by Flyway before anything reads it. */
package org.openiep.schema;
