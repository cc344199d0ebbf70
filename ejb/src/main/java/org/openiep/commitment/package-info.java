/** Asking a destination whether it keeps what it took (storage commitment as SCU). */
package org.openiep.commitment;
