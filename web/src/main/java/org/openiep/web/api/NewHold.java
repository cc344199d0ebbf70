package org.openiep.web.api;

import org.openiep.queue.Hold;

/**
 * How and why a lane, worker or node is to be held.
 *
 * @param reason for colleagues, up to 200 characters; may be empty
 */
public record NewHold(Hold.Mode mode, String reason) {}
