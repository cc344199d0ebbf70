/** What a caller is told when the exchange will not do what was asked, or cannot for want of its database. */
package org.openiep.problem;
