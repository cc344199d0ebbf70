/** Keys, certificates and whom to trust, for DICOM over TLS. */
@NullMarked
package org.openiep.connector.security;

import org.jspecify.annotations.NullMarked;
