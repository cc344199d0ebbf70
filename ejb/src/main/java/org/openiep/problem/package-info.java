/** What a caller is told when the exchange will not do what was asked. */
package org.openiep.problem;
