package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * The events of one key that have the target, in order.
 *
 * @param times (events), in milliseconds since the epoch
 * @param values (events) of the target; NaN where it is no number but a name
 * @param labels (events), whether marked as unusual; null where the set has no label
 * @param fields (events), all that are known of each; empty where only values are looked at
 */
record Series(long[] times, double[] values, boolean[] labels, List<ObjectNode> fields) {
  /** Numbers alone. */
  Series(long[] times, double[] values, boolean[] labels) {
    this(times, values, labels, List.of());
  }

  /** The last ones. */
  Series newest(int most) {
    int n = length();
    int from = Math.max(0, n - most);
    return new Series(
        Arrays.copyOfRange(times, from, n),
        Arrays.copyOfRange(values, from, n),
        labels == null ? null : Arrays.copyOfRange(labels, from, n),
        fields.isEmpty() ? fields : fields.subList(from, n));
  }

  int length() {
    return values.length;
  }

  boolean isConstant() {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** The value of so many events before; of those before the first, the first. */
  double ago(int event, int back) {
    return values[Math.max(event - back, 0)];
  }
}
