/**
 * What a hospital's PACS asks of us: to search, fetch, have sent and confirm what is On IEP (C-FIND, C-GET, C-MOVE and
 * storage commitment as SCP).
 */
package org.openiep.pull;
