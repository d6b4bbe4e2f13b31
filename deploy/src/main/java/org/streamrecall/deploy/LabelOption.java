package org.streamrecall.deploy;

import org.streamrecall.events.schema.EventSchema;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which field of a file's events says what people know to be anomalies. */
final class LabelOption {
  @Option(
      names = "--label",
      paramLabel = "FIELD",
      description =
          "With --score: the field that says which events are anomalies (0, false, no, normal: none;"
              + " a number above 0, true, yes, anomaly: one; missing: nobody knows). How well anomaly"
              + " and the alarms find them is said beside Random Cut Forest, the last value's error and"
              + " a z-score. It is no feature.")
  private String field;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The field, or null. */
  String field() {
    return field;
  }

  boolean isGiven() {
    return field != null;
  }

  /**
   * That there is a score, of outcomes that come with their events.
   *
   * @param scores whether a score was asked for
   * @param joined whether outcomes come later, from a file of their own
   */
  void requireConsistent(boolean scores, boolean joined) {
    if (field == null) {
      return;
    }
    if (field.isBlank()) {
      throw wrongly("--label is empty; name the field that says which events are anomalies");
    }
    if (!scores) {
      throw wrongly("--label says what --score is held against; say --score too");
    }
    if (joined) {
      throw wrongly(
          "--label does not go with --outcomes: there an alarm is of the outcome, which comes after"
              + " its event; join them into one file, or leave one out");
    }
  }

  /** That nothing is learned from what is to be found. */
  void requireUnread(EventSchema schema) {
    if (field == null) {
      return;
    }
    boolean time = schema.time() != null && schema.timeField().field().equals(field);
    if (time || field.equals(schema.key()) || schema.fields().contains(field)) {
      throw new CommandFailure(
          "--label "
              + field
              + " is read as key, time, feature or target too, which would give the anomalies away;"
              + " take it out of --key, --time, --like and --predict (a model that has learned it is"
              + " of no use here), or name another field");
    }
  }

  private ParameterException wrongly(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
