/**
 * The lanes: pools of workers of fixed size that are woken by messages. A message only says "look"; what there is to do
 * stands in the rows of the jobs.
 */
package org.openiep.lanes;
