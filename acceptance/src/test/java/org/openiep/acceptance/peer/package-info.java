/** PACS and tools that others wrote, each run as a process of its own on a free port. */
package org.openiep.acceptance.peer;
