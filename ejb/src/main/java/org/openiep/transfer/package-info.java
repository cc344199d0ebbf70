/**
 * Moving the images: collecting from a source, delivering to a destination, and the workers of the lanes that do so.
 */
package org.openiep.transfer;
