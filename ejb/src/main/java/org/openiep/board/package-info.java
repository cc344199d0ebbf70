/** The queue as people look at it: what every lane and node does, and when it will be done. */
package org.openiep.board;
