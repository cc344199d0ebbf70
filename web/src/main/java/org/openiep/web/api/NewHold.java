package org.openiep.web.api;

import org.openiep.queue.Hold;

/**
 * What a lane or node is to be held for.
 *
 * @param reason for colleagues, up to 200 characters; may be empty
 */
public record NewHold(Hold.Mode mode, String reason) {}
