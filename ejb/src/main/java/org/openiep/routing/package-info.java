/** Routes: what a node sends to one of our AE titles goes to another institution with no operator (I11). */
package org.openiep.routing;
