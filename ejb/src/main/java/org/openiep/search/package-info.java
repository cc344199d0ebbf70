/** Searching the caller's own PACS for studies to send (C-FIND as SCU). */
package org.openiep.search;
