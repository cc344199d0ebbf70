/** The beans behind the console's pages: what is shown, and what happens when somebody presses a button. */
package org.openiep.web.page;
