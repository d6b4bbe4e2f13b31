package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.EventMemory;

/** A key is judged by a model that has seen other keys, and of these the first halves. */
@Tag("computes")
class RunTest {
  @TempDir private Path data;

  @Test
  void shouldNotTrainOnWhatIsJudged() throws IOException {
    GeneratedStreams.write(data);
    StreamSet price = StreamSet.read(data).get(3);
    List<Series> keys = StreamFile.read(data, price, complaint -> {});
    List<String> models = models(price, keys, keys);
    assertThat(models.get(0)).isNotEqualTo(models.get(1));
    List<Series> others = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      int from = k % 2 == 0 ? 0 : keys.get(k).length() / 2; // of odd keys what comes later
      others.add(with(keys.get(k), from));
    }
    List<String> after = models(price, keys, others);
    assertThat(after.get(0)).isEqualTo(models.get(0));
    assertThat(after.get(1)).isNotEqualTo(models.get(1));
  }

  /** Other values from an event on. */
  private static Series with(Series series, int from) {
    double[] values = series.values().clone();
    for (int i = from; i < values.length; i++) {
      values[i] = 50 - values[i] + i % 3;
    }
    return new Series(series.times(), values, null, series.fields());
  }

  /** Ids of the models for keys of even and of odd places. */
  private List<String> models(StreamSet set, List<Series> shown, List<Series> keys) {
    Run run = new Run(data, 16384, true, AlarmRule.DEFAULTS, line -> {}, complaint -> {});
    Reading reading = Reading.of(set, shown, complaint -> {});
    EventMemory untrained = run.untrained(reading);
    return run.trained(reading, keys, untrained).stream().map(of -> of.model().id()).toList();
  }
}
