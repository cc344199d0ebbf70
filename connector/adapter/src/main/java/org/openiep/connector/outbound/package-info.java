/** Associations that we open: a JCA connection factory whose managed connections are associations. */
package org.openiep.connector.outbound;
