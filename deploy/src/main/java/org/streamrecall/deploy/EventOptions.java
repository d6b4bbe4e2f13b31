package org.streamrecall.deploy;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
          "What makes two moments alike: fields, log(x), category(x), ngrams(x), masked(x), hour(t),"
              + " hour(t,Europe/Berlin), weekday(t), since(t), delta(x), lag(x,1..3), and one within"
              + " another. Left out where a file is read, it is chosen by the file's first events,"
              + " and said.")
  private String like;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "FIELD",
      description =
          "Fields that are left out where --like is chosen: labels, and what is known too late.")
  private List<String> without = List.of();

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  boolean isEmpty() {
    return key == null
        && time == null
        && like == null
        && predict == null
        && base == null
        && without.isEmpty();
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
    if (!without.isEmpty()) {
      throw wrongly("--without goes with a file whose --like is chosen; leave it out");
    }
    if (model == null) {
      require("--key", key);
      require("--like", like);
      require("--predict", predict);
      return schema(null).untrained();
    }
    return agreeing(model);
  }

  /** How a file's events are read where nobody has said what makes them alike. */
  interface Usual {
    /**
     * @param time or null
     * @param not fields that are left out
     */
    EventSchema of(String key, String time, List<Target> targets, Set<String> not);
  }

  /**
   * The same where a file of events is read, by which {@code --like} is chosen if it is left out.
   *
   * @param model or null
   */
  RecallModel modelOr(RecallModel model, InputFile events, Usual reading) {
    if (model != null || like != null) {
      return modelOr(model);
    }
    require("--key", key);
    require("--predict", predict);
    if (!Files.isRegularFile(events.path()) && Files.exists(events.path())) {
      throw wrongly(
          "--like is missing, and "
              + events.path()
              + " can be read only once; say --like, or give the events as a file");
    }
    Set<String> not = new HashSet<>(without);
    not.add(key);
    not.add(time);
    EventSchema usual = reading.of(key, time, targets(null), not);
    Base chosen = base == null ? usual.base() : base(usual.predict());
    return usual.withBase(chosen).untrained();
  }

  private RecallModel agreeing(RecallModel model) {
    EventSchema carried = EventSchema.of(model);
    if (!isEmpty() && !carried.equals(schema(carried))) {
      throw new CommandFailure(
          "the model is of events that are read otherwise ("
              + carried
              + "); leave the options out");
    }
    return model;
  }

  /**
   * The options, with the model's own where they are left out.
   *
   * @param carried the model's, or null
   */
  private EventSchema schema(EventSchema carried) {
    if (key != null && key.isBlank()) {
      throw wrongly("--key", "it is empty", "card");
    }
    List<Feature> features =
        like == null
            ? carried.like()
            : read("--like", EventSchema::readLike, like, "\"hour(at), category(merchant)\"");
    List<Target> targets = targets(carried);
    Base usual = carried == null ? EventSchema.usualBase(targets) : carried.base();
    Base chosen = base == null ? usual : base(targets);
    try {
      return new EventSchema(
          key == null ? carried.key() : key,
          time == null && carried != null ? carried.time() : time,
          features,
          targets,
          chosen);
    } catch (IllegalArgumentException e) {
      throw wrongly("--like and --predict do not go together: " + e.getMessage());
    }
  }

  private List<Target> targets(EventSchema carried) {
    return predict == null
        ? carried.predict()
        : read("--predict", EventSchema::readPredict, predict, "amount or \"next(amount,1..3)\"");
  }

  private Base base(List<Target> targets) {
    Base chosen = read("--base", Base::parse, base, "last or season:24");
    if (targets.get(0).isCategory()) {
      throw wrongly(
          "--base goes with numbers, and " + targets.get(0) + " is a category; leave --base out");
    }
    return chosen;
  }

  private <T> T read(String option, Function<String, T> reading, String text, String example) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrongly(option, e.getMessage(), example);
    }
  }

  private void require(String option, String value) {
    if (value == null) {
      throw wrongly(
          option
              + " is missing; without --model say --key, --like and --predict, as in --key card"
              + " --time at --like \"hour(at), category(merchant)\" --predict amount");
    }
  }

  private ParameterException wrongly(String option, String why, String example) {
    return wrongly(
        "Invalid value for option '"
            + option
            + "': "
            + why
            + "; write it as in "
            + option
            + " "
            + example);
  }

  private ParameterException wrongly(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
