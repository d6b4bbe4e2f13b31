package org.streamrecall.panel;

import java.util.List;

/**
 * Attention at a temperature of its own for each {@link Group} of numbers, and the line or the mean
 * of what it recalls.
 *
 * @param sharpness of numbers, of those of a season ago, of the clock, of names: in squared
 *     deviations, or for names what e is raised to
 */
record KernelHead(
    String title, double numbers, double far, double clock, double names, boolean isLine)
    implements Head {
  private static final double RIDGE = 0.02;

  @Override
  public void foretell(Question question, double[] said, Spread spread) {
    if (question.isEmpty() || isTwin(question.groups())) {
      return;
    }
    question.recall(this::sharpness, isLine ? RIDGE : -1);
    if (!spread.take(question.line(), said)) {
      return;
    }
    for (int c = 0; c < said.length; c++) {
      if (spread.isWanted[c]) {
        question.residuals(c, spread.shapes[c]);
      }
    }
    spread.shares = question.shares();
  }

  /** Whether there is nothing that this looks at: the first head says the same. */
  private boolean isTwin(List<Group> groups) {
    for (Group group : groups) {
      if (sharpness(group) != 0) {
        return false;
      }
    }
    return isLine && sum() > 0;
  }

  private double sum() {
    return numbers + far + clock + names;
  }

  private double sharpness(Group group) {
    return switch (group) {
      case NUMBER -> numbers;
      case FAR -> far;
      case CLOCK -> clock;
      case NAME -> names;
    };
  }
}
