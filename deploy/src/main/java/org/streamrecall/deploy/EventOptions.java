package org.streamrecall.deploy;

import org.streamrecall.events.EventSchema;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.Option;

/** How events are read. A model carries all of it. */
final class EventOptions {
  @Option(
      names = "--key",
      paramLabel = "FIELD",
      description = "The field that tells whose event it is.")
  private String key;

  @Option(
      names = "--time",
      paramLabel = "FIELD",
      description = "The field with the event's time: ISO 8601, or milliseconds since the epoch.")
  private String time;

  @Option(
      names = "--like",
      paramLabel = "FEATURES",
      description =
          "What makes two moments alike: fields, log(x), category(x), ngrams(x), hour(t), weekday(t),"
              + " since(t), delta(x), lag(x,1..3).")
  private String like;

  @Option(
      names = "--predict",
      paramLabel = "TARGET",
      description =
          "What is to be foretold: a field, log(x) or category(x) of the event itself, or"
              + " next(x) or next(x,1..3) of the key's later events.")
  private String predict;

  @Option(
      names = "--base",
      paramLabel = "BASE",
      description =
          "What numbers are told as their departure from: none, last, season:24 or mean (default:"
              + " last for what comes next, else none).")
  private String base;

  boolean isEmpty() {
    return key == null && time == null && like == null && predict == null && base == null;
  }

  /** Whether a base was asked for. */
  boolean hasBase() {
    return base != null;
  }

  /**
   * The model's schema, or that of the options; both together must agree.
   *
   * @param model or null
   */
  RecallModel modelOr(RecallModel model) {
    if (model == null) {
      require("--key", key);
      require("--like", like);
      require("--predict", predict);
      return schema().untrained();
    }
    EventSchema carried = EventSchema.of(model);
    if (!isEmpty() && !carried.equals(schema(carried))) {
      throw new CommandFailure(
          "the model is of events that are read otherwise ("
              + carried
              + "); leave the options out");
    }
    return model;
  }

  private EventSchema schema() {
    return EventSchema.of(key, time, like, predict, base);
  }

  /** The options, with the model's own where they are left out. */
  private EventSchema schema(EventSchema carried) {
    EventSchema given =
        like == null || predict == null
            ? carried
            : EventSchema.of(carried.key(), carried.time(), like, predict, base);
    return new EventSchema(
        key == null ? carried.key() : key,
        time == null ? carried.time() : time,
        given.like(),
        given.predict(),
        base == null ? carried.base() : given.base());
  }

  private static void require(String option, String value) {
    if (value == null) {
      throw new CommandFailure(
          option
              + " is missing; without --model say --key, --like and --predict, as in --key card"
              + " --time at --like \"hour(at), category(merchant)\" --predict amount");
    }
  }
}
