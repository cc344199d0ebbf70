/** In which encoding an object is sent: as it is wherever the other side takes it so. */
@NullMarked
package org.openiep.connector.encoding;

import org.jspecify.annotations.NullMarked;
