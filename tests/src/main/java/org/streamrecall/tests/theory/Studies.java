package org.streamrecall.tests.theory;

import java.util.List;

/** All studies, in the order of the page. */
final class Studies {
  private Studies() {}

  /**
   * @param rows of the baselines: none for those that are usual
   */
  static List<Study> all(List<PaperTask> rows) {
    return List.of(
        new BaselineStudy(rows),
        new RateStudy(),
        new LengthStudy(),
        new ComponentStudy(),
        new TemperatureStudy(),
        new NoiseStudy(),
        new ShuffleStudy(),
        new LiftStudy());
  }
}
