package org.streamrecall.deploy.report;

import java.util.List;
import org.streamrecall.events.score.Score;

/**
 * A part of the events that was held out, and how each method did there.
 *
 * @param title of the part
 * @param tables one a target, those with something to score
 * @param losses which methods did better than ours, as sentences
 */
public record ScoredPart(String title, List<Score.Table> tables, List<String> losses) {
  public ScoredPart {
    tables = List.copyOf(tables);
    losses = List.copyOf(losses);
  }
}
