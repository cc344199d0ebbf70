/** Images from a disk or folder, where the PACS that should give them is away (requirement D14). */
package org.openiep.upload;
