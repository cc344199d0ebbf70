/** Mails to people: kept until the relay has taken them. */
package org.openiep.notify;
