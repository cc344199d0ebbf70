/** What is on IEP: the image store, where the objects lie, and the table that tells what became of each. */
package org.openiep.imaging;
