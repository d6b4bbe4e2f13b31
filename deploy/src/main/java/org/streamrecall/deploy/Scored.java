package org.streamrecall.deploy;

import org.streamrecall.events.schema.Base;
import org.streamrecall.events.score.Score;

/**
 * What is shown of a score.
 *
 * @param title of what was scored
 * @param refused events that could not be taken in, and are in no score
 * @param other the base of {@link Own#OTHER_BASE}, or null if that is not scored
 */
record Scored(String title, Score score, long refused, Base other) {}
