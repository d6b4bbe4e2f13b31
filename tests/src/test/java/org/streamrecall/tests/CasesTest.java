package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;
import org.streamrecall.training.UsualFeatures;

/** Small streams on which a memory of frozen scales fails: one key each, foretold one ahead. */
@Tag("computes")
class CasesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BYTES = 16_384;

  private record Point(long time, double value) {}

  private static List<Point> read(String name, String field) throws IOException {
    List<Point> points = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    CasesTest.class.getResourceAsStream("/cases/" + name + ".jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        points.add(new Point(event.get("at").asLong(), event.get(field).asDouble()));
      }
    }
    return points;
  }

  /** Absolute errors of what was foretold of each point; NaN where nothing was. */
  private static double[] errors(List<Point> points, EventSchema schema) {
    EventMemory memory = new EventMemory(schema.untrained(), BYTES, true, Decay.NONE);
    double[] errors = new double[points.size()];
    double said = Double.NaN;
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(points.get(i).value() - said);
      double[] numbers = {points.get(i).value()};
      Event event = new Event("k", points.get(i).time(), numbers, new String[0], null);
      Answer answer = memory.tell(event).answer();
      said = answer.status() == Status.OK ? answer.value()[0] : Double.NaN;
    }
    return errors;
  }

  /** What is found in the first half where nobody says what makes moments alike. */
  private static EventSchema usual(List<Point> points) {
    List<Point> first = points.subList(0, points.size() / 2);
    List<Long> times = first.stream().map(Point::time).toList();
    EventSchema schema =
        UsualFeatures.of(
            "key", "at", EventSchema.readPredict("next(x)"), List.of(), List.of(), times);
    List<Event> events = new ArrayList<>();
    for (Point point : first) {
      double[] numbers = {point.value()};
      events.add(new Event("k", point.time(), numbers, new String[0], null));
    }
    return UsualFeatures.fitted(schema, events);
  }

  private static double rmse(double[] errors, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += errors[i] * errors[i];
    }
    return Math.sqrt(sum / (to - from));
  }

  private static double last(List<Point> points, int from, int to) {
    double[] errors = new double[points.size()];
    for (int i = 1; i < errors.length; i++) {
      errors[i] = Math.abs(points.get(i).value() - points.get(i - 1).value());
    }
    return rmse(errors, from, to);
  }

  /** The second half, over the error of the last value. */
  @ParameterizedTest
  @CsvSource({
    "slow_daily, v, 1.05",
    "first_zero_then_traffic, v, 0.6",
    "first_huge, v, 1.1",
    "sentinel_early, v, 0.8",
    "counter_1e12, bytes, 0.45"
  })
  void shouldNotBeRuledByWhatCameFirst(String name, String field, double most) throws IOException {
    List<Point> points = read(name, field);
    int half = points.size() / 2;
    double ours = rmse(errors(points, usual(points)), half, points.size());
    assertThat(ours / last(points, half, points.size())).isLessThanOrEqualTo(most);
  }

  @Test
  void shouldFollowARamp() throws IOException {
    List<Point> points = read("ramp_plateau", "v");
    double ours = rmse(errors(points, usual(points)), 300, 4900);
    assertThat(ours / last(points, 300, 4900)).isLessThanOrEqualTo(1.1);
  }

  @Test
  void shouldFollowALongLag() throws IOException {
    List<Point> points = read("lag100", "x");
    double[] errors =
        errors(
            points, EventSchema.of("key", "at", "x, lag(x,1..5), lag(x,95..105)", "next(x)", null));
    assertThat(rmse(errors, 1500, 3000)).isLessThanOrEqualTo(0.56);
  }

  @Test
  void shouldFollowAProfileOfTheDay() throws IOException {
    List<Point> points = read("hour_profile", "v");
    double ours = rmse(errors(points, usual(points)), points.size() / 2, points.size());
    assertThat(ours).isLessThanOrEqualTo(8);
  }

  /** After a week: near but at the steps themselves, and there not far; a step is 60. */
  @Test
  void shouldFollowStepsOfTheDay() throws IOException {
    List<Point> points = read("daily_steps", "x");
    double[] errors = errors(points, usual(points));
    int week = 7 * 288;
    double most = 0;
    double atSteps = 0;
    for (int i = week; i < errors.length; i++) {
      boolean step = points.get(i).value() != points.get(i - 1).value();
      if (step && Math.abs(points.get(i).value() - points.get(i - 1).value()) > 10) {
        atSteps = Math.max(atSteps, errors[i]);
      } else {
        most = Math.max(most, errors[i]);
      }
    }
    assertThat(most).isLessThanOrEqualTo(3);
    assertThat(atSteps).isLessThanOrEqualTo(6);
  }
}
