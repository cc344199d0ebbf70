/** The REST interface: the same services and rules as the pages, for programs. Described by openapi.yaml beside it. */
package org.openiep.web.api;
