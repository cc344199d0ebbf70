/** Jobs and who works on them: queued, claimed, leased, held, and giving way to blue light. */
package org.openiep.queue;
