/** How the exchange's values read on a page: words, dates, numbers, signs. */
package org.openiep.web.words;
