package org.streamrecall.deploy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.events.schema.TimeField;
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
      description = "The field that tells whose event it is. Left out, all events are one series.")
  private String key;

  @Option(
      names = "--time",
      paramLabel = "FIELD",
      description =
          "The field with the event's time: ISO 8601, or a number since the epoch; seconds(FIELD)"
              + " for seconds. Left out together with --like, it is the field that is a time, and said;"
              + " else the order of events counts.")
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
          "Fields that are left out where --like and --time are chosen: labels, and what is known too"
              + " late.")
  private List<String> without = List.of();

  @Option(
      names = "--predict",
      paramLabel = "TARGET",
      description =
          "What is to be foretold: a field, log(x), delta(x) (its change; a counter that is reset"
              + " counts from 0) or category(x) of the event itself, or next(x) or next(x,1..3) of the"
              + " key's later events. Several numbers by commas, a category alone.")
  private String predict;

  @Option(
      names = "--base",
      paramLabel = "BASE",
      description =
          "What numbers are told as their departure from: none, last, season:24 or mean (default:"
              + " last for what comes next, else none).")
  private String base;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "TEXT",
      description =
          "Texts that stand for no value where a number is meant, as -999, beside an empty one, NA,"
              + " N/A, NaN, null, None, missing, -, --, . and ?.")
  private List<String> missing = List.of();

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description =
          "How times are written, as \"dd.MM.yyyy HH:mm\" or yyyyMMdd, or seconds, millis, micros or"
              + " nanos since the epoch (default: ISO 8601, or a number whose size tells its unit).")
  private String timeFormat;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Of times without an offset, as Europe/Berlin (default: UTC).")
  private String zone;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  boolean isEmpty() {
    return key == null
        && time == null
        && like == null
        && predict == null
        && base == null
        && missing.isEmpty()
        && timeFormat == null
        && zone == null
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
      require("--like", like);
      require("--predict", predict);
      EventSchema said = schema(null);
      if (key == null) {
        command.commandLine().getErr().println("--key was left out: all events are one series");
      }
      return said.untrained();
    }
    return agreeing(model);
  }

  /** How a file's events are read where nobody has said it. */
  interface Usual {
    /**
     * @param key or null if all are one series
     * @param time or null if it is to be found
     * @param not fields that are left out
     * @param texts how texts are read
     */
    EventSchema of(
        String key, TimeField time, List<Target> targets, Set<String> not, Reading texts);

    /** Is told the options that say the same. */
    void chosen(String line);
  }

  /**
   * The same where a file of events is read, by which {@code --like} and {@code --time} are chosen
   * if {@code --like} is left out.
   *
   * @param model or null
   */
  RecallModel modelOr(RecallModel model, InputFile events, Usual reading) {
    if (model != null || like != null) {
      return modelOr(model);
    }
    if (predict == null) {
      throw wrongly(
          "--predict is missing; say what is to be foretold, a field of the events or what comes"
              + " next of it, as in --predict amount or --predict \"next(amount)\"");
    }
    requireKeyNamed();
    List<Target> targets = targets(null);
    if (events.isOnce()) {
      throw wrongly(
          "--like is missing, and "
              + events.path()
              + " can be read only once; say --like, or give the events as a file");
    }
    EventSchema usual =
        reading.of(key, TimeField.parse(time), targets, new HashSet<>(without), reading(null));
    EventSchema chosen = usual.withBase(base == null ? usual.base() : base(usual.predict()));
    reading.chosen(line(chosen));
    return chosen.untrained();
  }

  /** The options that say the same of any events, for a shell. */
  private String line(EventSchema schema) {
    StringBuilder line = new StringBuilder();
    if (schema.key() != null) {
      line.append("--key ").append(ShellWord.of(schema.key())).append(' ');
    }
    if (schema.time() != null) {
      line.append("--time ").append(ShellWord.of(schema.timeField().toString())).append(' ');
    }
    List<String> features = schema.like().stream().map(Feature::toString).toList();
    line.append("--like ").append(ShellWord.of(String.join(", ", features)));
    line.append(" --predict ").append(ShellWord.of(predict));
    if (base != null) {
      line.append(" --base ").append(ShellWord.of(base));
    }
    if (timeFormat != null) {
      line.append(" --time-format ").append(ShellWord.of(timeFormat));
    }
    if (zone != null) {
      line.append(" --zone ").append(ShellWord.of(zone));
    }
    if (!missing.isEmpty()) {
      line.append(" --missing ").append(ShellWord.of(String.join(",", missing)));
    }
    return line.toString();
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
    requireKeyNamed();
    List<Feature> features =
        like == null
            ? carried.like()
            : read("--like", EventSchema::readLike, like, "\"hour(at), category(merchant)\"");
    List<Target> targets = targets(carried);
    Base usual = carried == null ? EventSchema.usualBase(targets) : carried.base();
    Base chosen = base == null ? usual : base(targets);
    try {
      EventSchema said =
          EventSchema.of(
              key == null && carried != null ? carried.key() : key,
              time == null && carried != null ? carried.timeField() : TimeField.parse(time),
              features,
              targets,
              chosen);
      return said.withReading(reading(carried));
    } catch (IllegalArgumentException e) {
      throw wrongly("--like and --predict do not go together: " + e.getMessage());
    }
  }

  /** How texts are read, as it was said or as the model has it. */
  private Reading reading(EventSchema carried) {
    Reading usual = carried == null ? Reading.USUAL : carried.reading();
    List<String> marks =
        missing.isEmpty()
            ? usual.missing()
            : read("--missing", all -> new Reading(missing, null, null), "", "-999").missing();
    String format =
        timeFormat == null
            ? usual.timeFormat()
            : read("--time-format", of -> new Reading(marks, of, null), timeFormat, "yyyyMMdd")
                .timeFormat();
    String where =
        zone == null
            ? usual.zone()
            : read("--zone", of -> new Reading(marks, null, of), zone, "Europe/Berlin").zone();
    return new Reading(marks, format, where);
  }

  private void requireKeyNamed() {
    if (key != null && key.isBlank()) {
      throw wrongly("--key", "it is empty", "card");
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
              + " is missing; without --model say --like and --predict, and --key unless all events"
              + " are one series, as in --key card --time at --like \"hour(at), category(merchant)\" --predict amount");
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
