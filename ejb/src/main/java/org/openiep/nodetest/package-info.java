/** The Test of a node: one try of each thing that it is set up for. */
package org.openiep.nodetest;
