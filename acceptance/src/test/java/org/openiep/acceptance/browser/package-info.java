/** The console as people use it: a real browser on the real system. */
package org.openiep.acceptance.browser;
