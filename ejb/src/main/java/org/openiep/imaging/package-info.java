/** The image store: where the objects lie that are on IEP. */
package org.openiep.imaging;
