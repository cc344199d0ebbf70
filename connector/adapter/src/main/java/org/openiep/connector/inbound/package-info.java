/** Associations that others open with us: who may come in, where objects are put, how the application gets them. */
package org.openiep.connector.inbound;
