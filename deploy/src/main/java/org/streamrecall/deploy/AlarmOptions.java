package org.streamrecall.deploy;

import java.util.Objects;
import java.util.stream.Stream;
import org.streamrecall.events.AlarmRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Whether keys' alarms are written, and when one rings. */
final class AlarmOptions {
  private static final int LONGEST = 127; // as AlarmRule

  @Option(
      names = "--alarms",
      paramLabel = "TOPIC|FILE",
      description =
          "Write an alarm when a key's events are odder than ordinary ones may be, or none comes for"
              + " longer than it ever takes at such hours, and again when it closes: one JSON object"
              + " each, to a topic of run or a file of replay. Of events.")
  private String to;

  @Option(
      names = "--false-alarms",
      paramLabel = "RATE",
      converter = Rate.class,
      description =
          "With --alarms: how many alarms ordinary events may raise, of each key, as 1/1000 or .001;"
              + " at most .05 (default: 1/1000).")
  private Double falseAlarms;

  @Option(
      names = "--least-deviation",
      paramLabel = "X|X%",
      converter = Deviation.Reading.class,
      description =
          "With --alarms: no alarm of a number that departs by less from what was foretold, in its own"
              + " unit, or in per cent of what was foretold, as 5%% (default: none that rounding explains).")
  private Deviation leastDeviation;

  @Option(
      names = "--cool-down",
      paramLabel = "N",
      converter = Events.class,
      description =
          "With --alarms: events of a key after an alarm in which none opens, 0 to 127 (default: 16).")
  private Integer coolDown;

  @Option(
      names = "--silences",
      paramLabel = "DURATION|none",
      converter = Watched.Reading.class,
      description =
          "With --alarms: how long a key is watched before it opens an alarm that no event comes, as 1h;"
              + " none: it opens none (default: 1d).")
  private Watched silences;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private boolean judged;

  /** Alarms are held against labels, whether or not they are written. */
  AlarmOptions judged(boolean judged) {
    this.judged = judged;
    return this;
  }

  /** The topic or file, or null. */
  String to() {
    return to;
  }

  boolean isEmpty() {
    return Stream.of(to, falseAlarms, leastDeviation, coolDown, silences).allMatch(Objects::isNull);
  }

  /** That nothing is said of alarms which nobody asked for. */
  void requireConsistent() {
    if (to == null && !judged && !isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "--false-alarms, --least-deviation, --cool-down and --silences go with --alarms, which says"
              + " where alarms are written, or with --label of replay, which judges them");
    }
  }

  /** Null for no alarms. */
  AlarmRule rule() {
    if (to == null && !judged) {
      return null;
    }
    AlarmRule usual = AlarmRule.DEFAULTS;
    Deviation least = leastDeviation == null ? new Deviation(0, 0) : leastDeviation;
    return new AlarmRule(
        falseAlarms == null ? usual.falseAlarms() : falseAlarms,
        Math.max(usual.leastDeviation(), least.units()),
        Math.max(usual.leastPart(), least.part()),
        coolDown == null ? usual.coolDown() : coolDown,
        silences == null ? usual.watched() : silences.millis());
  }

  /** A share of events as people write it. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      int over = text.indexOf('/');
      double rate =
          over < 0
              ? number(text)
              : number(text.substring(0, over)) / number(text.substring(over + 1));
      try {
        return new AlarmRule(rate, 0, 0, 0).falseAlarms();
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is no rate above 0 and at most .05; write 1/1000 or .001");
      }
    }
  }

  /**
   * How far a number departs.
   *
   * @param units in its own
   * @param part of what was foretold
   */
  record Deviation(double units, double part) {
    static final class Reading implements ITypeConverter<Deviation> {
      @Override
      public Deviation convert(String text) {
        boolean parts = text.endsWith("%");
        double size = number(parts ? text.substring(0, text.length() - 1) : text);
        if (!(size >= 0) || Double.isInfinite(size)) {
          throw new TypeConversionException(
              "'" + text + "' is no size of a number; write 2.5 in its own unit, or 5%");
        }
        return parts ? new Deviation(0, size / 100) : new Deviation(size, 0);
      }
    }
  }

  /**
   * How long a key is watched first.
   *
   * @param millis {@link Long#MAX_VALUE} for ever
   */
  record Watched(long millis) {
    static final class Reading implements ITypeConverter<Watched> {
      @Override
      public Watched convert(String text) {
        return new Watched(
            text.equals("none") ? Long.MAX_VALUE : new DurationText().convert(text).toMillis());
      }
    }
  }

  /** So many events, or none. */
  static final class Events implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      double number = number(text);
      if (!(number >= 0 && number <= LONGEST) || number != Math.rint(number)) {
        throw new TypeConversionException(
            "'" + text + "' is not a whole number from 0 to " + LONGEST);
      }
      return (int) number;
    }
  }

  /** NaN if it is none. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
