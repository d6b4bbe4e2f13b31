package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What few errors can say, and no more. */
class ErrorRecordTest {
  private static ErrorRecord told(Random random, int count, boolean begun) {
    ErrorRecord record = new ErrorRecord(1);
    record.clear();
    if (begun) {
      record.start(100);
    }
    for (int i = 0; i < count; i++) {
      record.add(Math.abs(random.nextGaussian()), Stated.normal(1), 1, 10);
    }
    return record;
  }

  /** Of n errors none can be rarer than one of n + 1. */
  @Property
  void shouldSayNoMoreThanItsErrorsDo(
      @ForAll long seed, @ForAll @IntRange(max = 59) int count, @ForAll boolean begun) {
    ErrorRecord record = told(new Random(seed), count, begun);
    double least = 1.0 / (count + 1);
    double last = 1;
    for (double error = 6; error < 1e6; error *= 1.5) { // beyond all of them
      double p = record.p(error, Stated.normal(1), 1, 10);
      if (count == 0) {
        assertThat(p).isEqualTo(1);
      } else {
        assertThat(p).isStrictlyBetween(least, 2 * least).isLessThan(last);
      }
      last = p;
    }
    assertThat(record.p(0, Stated.normal(1), 1, 10)).isEqualTo(1);
  }

  /** In its key's own order errors are as surprising as they are large. */
  @Property
  void shouldFallWithTheError(@ForAll long seed, @ForAll @IntRange(max = 300) int count) {
    ErrorRecord record = told(new Random(seed), count, false);
    double last = 1;
    for (double error = 0.01; error < 100; error *= 1.1) {
      double p = record.p(error, Stated.normal(1), 1, 10);
      assertThat(p).isPositive().isLessThanOrEqualTo(last);
      last = p;
    }
  }

  /** Nine in ten normal errors lie within what is stated, from the second on. */
  @Property(tries = 20)
  void shouldStateWhatFewErrorsAllow(@ForAll @IntRange(min = 1, max = 40) int count) {
    int inside = 0;
    for (int key = 0; key < 4000; key++) {
      Random random = new Random(31L * key + count);
      ErrorRecord record = told(random, count, false);
      double half = record.spread(1, 1, 1, 4, 1, 10) * record.stated.quantile(0.1);
      inside += Math.abs(random.nextGaussian()) < half ? 1 : 0;
    }
    assertThat(inside / 4000.0).isBetween(0.86, 0.94);
  }

  /**
   * Of what is known late the newest errors are alike, and old when the outcome comes: an interval
   * that follows them alone is narrow before the large ones and wide after. The Winkler score is
   * over that of the interval that knows the spread.
   */
  @Test
  void shouldNotFollowTheNewestErrorsOfWhatIsKnownLate() {
    assertThat(winkler(24)).isLessThan(1.1);
    assertThat(winkler(1)).isGreaterThan(1.25); // as if they were known at once
  }

  private static double winkler(int ahead) {
    int late = 24;
    Random random = new Random(6);
    ErrorRecord record = new ErrorRecord(ahead);
    record.clear();
    double[] shocks = random.doubles(8000, -1, 1).toArray();
    double[] errors = new double[shocks.length];
    double[] spreads = new double[shocks.length];
    double ours = 0;
    double best = 0;
    double usual = Math.sqrt(late / 3.0);
    for (int i = late; i < shocks.length; i++) {
      for (int k = 0; k < late; k++) {
        errors[i] += shocks[i - k];
      }
      errors[i] = Math.abs(errors[i]);
      spreads[i] = record.spread(1, 1e9, 0, 0, usual, 10);
      double half = spreads[i] * record.stated.quantile(0.1);
      if (i > shocks.length / 2) {
        ours += 2 * half + 20 * Math.max(0, errors[i] - half);
        best += 2 * 1.645 * usual + 20 * Math.max(0, errors[i] - 1.645 * usual);
      }
      if (i >= 2 * late) {
        record.add(errors[i - late], Stated.normal(spreads[i - late]), usual, 10);
      }
    }
    return ours / best;
  }

  @Property
  void shouldComeBackFromItsBytes(
      @ForAll long seed, @ForAll @IntRange(max = 2000) int count, @ForAll boolean begun) {
    ErrorRecord record = told(new Random(seed), count, begun);
    ByteBuffer bytes = ByteBuffer.allocate(ErrorRecord.BYTES);
    record.put(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    ErrorRecord read = new ErrorRecord(1);
    read.get(bytes.flip());
    for (double error = 0.1; error < 50; error *= 2) {
      assertThat(read.p(error, Stated.normal(1), 1, 10))
          .isEqualTo(record.p(error, Stated.normal(1), 1, 10));
      read.add(error, Stated.normal(1), 1, 10);
      record.add(error, Stated.normal(1), 1, 10);
      assertThat(read.spread(1, 2, 0.5, 4, 1, 10)).isEqualTo(record.spread(1, 2, 0.5, 4, 1, 10));
    }
  }
}
