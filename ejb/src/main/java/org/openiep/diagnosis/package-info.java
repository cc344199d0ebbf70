/** Why a transfer failed and what to do about it, in words for a PACS administrator. */
package org.openiep.diagnosis;
