package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Cases in the order of a number, in groups of about the same size. */
final class Groups {
  private Groups() {}

  /**
   * @param most groups; there are fewer where cases are few or their numbers the same, for equal
   *     numbers stay together
   */
  static <T> List<List<T>> of(List<T> cases, ToDoubleFunction<T> by, int most) {
    List<T> sorted = new ArrayList<>(cases);
    sorted.sort(Comparator.comparingDouble(by)); // stable
    List<List<T>> groups = new ArrayList<>();
    int from = 0;
    for (int g = 1; g <= most && from < sorted.size(); g++) {
      int to = (int) ((long) sorted.size() * g / most);
      while (to > from
          && to < sorted.size()
          && by.applyAsDouble(sorted.get(to)) == by.applyAsDouble(sorted.get(to - 1))) {
        to++;
      }
      if (to > from) {
        groups.add(sorted.subList(from, to));
        from = to;
      }
    }
    return groups;
  }

  static <T> double mean(List<T> cases, ToDoubleFunction<T> of) {
    return cases.stream().mapToDouble(of).average().orElse(Double.NaN);
  }
}
