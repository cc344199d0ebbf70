/** The whole system as its users meet it: a real server, real PACS of other makers, real mail, a real browser. */
package org.openiep.acceptance;
