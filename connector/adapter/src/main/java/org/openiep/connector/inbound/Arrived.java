package org.openiep.connector.inbound;

import org.openiep.connector.api.ReceivedObject;

/**
 * A complete object on its way to the application.
 *
 * @param folder where its file lies, kept until the application has taken it
 * @param leftOver by an earlier run, so that it takes no room of this one's backlog
 */
record Arrived(ReceivedObject object, AssociationFolder folder, boolean leftOver) {}
