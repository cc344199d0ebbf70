package org.openiep.connector.api;

import java.time.Duration;

/**
 * An object that was refused as out of resources (A700H) with nothing but its command read, since too many others wait
 * for {@link DicomListener#received}.
 *
 * @param from who sent it
 * @param sopInstanceUid as the sender names it
 * @param studyBefore study of the object before it on the association, so most likely its own; empty where there is none
 * @param asked it came because we had asked for it (C-MOVE or C-GET)
 * @param ago how long ago it was refused
 */
public record TurnedAway(Party from, String sopInstanceUid, String studyBefore, boolean asked, Duration ago) {}
