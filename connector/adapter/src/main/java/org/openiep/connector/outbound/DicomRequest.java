package org.openiep.connector.outbound;

import jakarta.resource.spi.ConnectionRequestInfo;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;

/** Whom to call, and what for; the pool tells its associations apart by it. */
record DicomRequest(Remote remote, Purpose purpose) implements ConnectionRequestInfo {}
