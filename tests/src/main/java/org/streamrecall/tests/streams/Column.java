package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.streamrecall.tests.streams.Baselines.Method;

/**
 * One number of a set at one horizon: RMSE over that of the last value, geometric mean over keys.
 *
 * @param bytes most that a key took
 * @param micros of an event
 * @param alarms that a thousand events opened, whatever was marked and at any horizon of the set
 */
record Column(
    StreamSet set, int horizon, List<KeyScore> keys, int bytes, double micros, double alarms) {
  /** Keys of fewer scored events say too little of their coverage. */
  private static final int ENOUGH = 230;

  private static final double LOWEST = 0.85;
  private static final double HIGHEST = 0.95;

  /** NaN where the memory was refused. */
  double ours() {
    return geometric(KeyScore::oursRatio);
  }

  /** NaN where there is no model of other keys. */
  double trained() {
    return geometric(KeyScore::trainedRatio);
  }

  /** Of the keys of which it says something; NaN if there is none. */
  double of(Method method) {
    return geometric(key -> key.ratio(method));
  }

  /** The best of the baselines, in hindsight; NaN if no key is scored. */
  double best() {
    return Arrays.stream(Method.values())
        .mapToDouble(this::of)
        .filter(Double::isFinite)
        .min()
        .orElse(Double.NaN);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("set", set.set()).put("target", set.target()).put("horizon", horizon);
    json.put("keys", keys.size());
    put(json, "ours", ours());
    put(json, "trained", trained());
    put(json, "last", of(Method.LAST));
    put(json, "season", of(Method.SEASON));
    put(json, "mean", of(Method.MEAN));
    put(json, "ridge", of(Method.RIDGE));
    put(json, "ridgeFading", of(Method.RIDGE_FADING));
    put(json, "nearest", of(Method.NEAREST));
    double events = keys.stream().mapToInt(KeyScore::events).sum();
    boolean refused = Double.isNaN(ours());
    int covered = keys.stream().mapToInt(KeyScore::covered).sum();
    put(json, "coverage", refused ? Double.NaN : covered / events);
    put(json, "keysCovered", refused ? Double.NaN : keysCovered());
    put(json, "winkler", geometric(key -> key.winkler() / key.winklerLast()));
    put(json, "winklerRidge", geometric(key -> key.winklerRidge() / key.winklerLast()));
    json.put("bytes", bytes == 0 ? null : (Integer) bytes);
    put(json, "microsPerEvent", micros);
    put(json, "alarmsPerThousand", alarms);
    return json;
  }

  private double keysCovered() {
    return keys.stream()
        .filter(key -> key.events() >= ENOUGH)
        .mapToDouble(key -> (double) key.covered() / key.events())
        .map(coverage -> coverage >= LOWEST && coverage <= HIGHEST ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private double geometric(ToDoubleFunction<KeyScore> of) {
    double mean =
        keys.stream()
            .mapToDouble(of)
            .filter(Double::isFinite)
            .map(StrictMath::log)
            .average()
            .orElse(Double.NaN);
    return StrictMath.exp(mean);
  }

  /** Rounded; null if it is not known. */
  static void put(ObjectNode json, String name, double value) {
    if (!Double.isFinite(value)) {
      json.putNull(name);
    } else {
      json.put(name, Double.parseDouble(String.format(Locale.ROOT, "%.4f", value)));
    }
  }
}
