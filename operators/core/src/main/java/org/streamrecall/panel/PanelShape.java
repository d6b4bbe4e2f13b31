package org.streamrecall.panel;

import java.util.List;
import org.streamrecall.mixture.TokenShape;

/**
 * What a panel is asked about.
 *
 * @param token its numbers
 * @param groups of tags, then of names and directions
 * @param scales which deviation each tag has, some share one; -1 for none: its unit is 1
 */
public record PanelShape(TokenShape token, List<Group> groups, List<Integer> scales) {
  public PanelShape {
    groups = List.copyOf(groups);
    scales = List.copyOf(scales);
  }

  /** Deviations that tags have. */
  int deviations() {
    return 1 + scales.stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /** Tags that are plain numbers. */
  int numbers() {
    int tags = (int) scales.stream().filter(scale -> scale >= 0).count();
    return Math.max(1, tags);
  }
}
