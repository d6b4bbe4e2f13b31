package org.streamrecall.deploy;

import org.streamrecall.events.score.Score;

/**
 * What is shown of a score.
 *
 * @param title of what was scored
 * @param refused events that could not be taken in, and are in no score
 */
record Scored(String title, Score score, long refused) {}
