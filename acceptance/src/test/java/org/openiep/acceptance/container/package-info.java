/** Tests that run inside the server, beside the services. */
package org.openiep.acceptance.container;
