/** What could not be sent in time, as a disk to burn or to open. */
package org.openiep.disk;
