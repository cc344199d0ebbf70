/** Lets open pages know that something has changed. */
package org.openiep.web.push;
