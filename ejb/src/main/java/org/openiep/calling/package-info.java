/** How the exchange calls a node: its address, what to offer it, and waiting for a free association. */
package org.openiep.calling;
