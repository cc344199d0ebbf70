/** What the operating system keeps in memory of files that come and go. */
@org.jspecify.annotations.NullMarked
package org.openiep.connector.memory;
