/**
 * What the application sees of the DICOM connector: a listener for what hospitals send to us, and a connection
 * factory for what we ask of them.
 */
package org.openiep.connector.api;
