package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.Duration;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.EventSchema;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Outcomes in a file of their own, as {@link OutcomeOptions} has them on a topic. */
final class OutcomeFileOptions {
  private static final Duration USUAL_WAIT = Duration.ofDays(1);
  private static final int USUAL_WAITING = 32;

  @Option(
      names = "--outcomes",
      paramLabel = "FILE",
      description =
          "What became of events, where it is not part of them: CSV or JSON objects with the events'"
              + " --id, what --predict names, and if they are known the key and the time.")
  private Path file;

  @Option(
      names = "--id",
      paramLabel = "FIELD",
      description =
          "The field that is an event's own, in both files: outcomes are joined to events by it.")
  private String id;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Longest time between an event and its outcome (default: 1d).")
  private Duration longest;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Events of one key that wait at once; room for them is part of --sketch-bytes (default:"
              + " 32).")
  private Integer most;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  boolean isEmpty() {
    return file == null && id == null && longest == null && most == null;
  }

  /** Whether outcomes come in a file of their own. */
  boolean isGiven() {
    return file != null;
  }

  /** Null where outcomes come with the events. */
  String id() {
    return id;
  }

  Duration longest() {
    return longest == null ? USUAL_WAIT : longest;
  }

  int most() {
    return most == null ? USUAL_WAITING : most;
  }

  Waiting waiting() {
    return isGiven() ? new Waiting(most(), longest().toMillis()) : Waiting.NONE;
  }

  void requireConsistent() {
    if (file != null && (id == null || id.isBlank())) {
      throw wrongly("--outcomes goes with --id, the field that they are joined by");
    }
    if (file == null && !isEmpty()) {
      throw wrongly(
          "--id, --wait and --waiting go with --outcomes, a file of what became of events");
    }
  }

  /** Fails if what is to be foretold, or by what, does not go with outcomes that come later. */
  void requireLate(EventSchema schema) {
    if (isGiven()) {
      try {
        schema.requireLateOutcomes();
      } catch (IllegalArgumentException e) {
        throw wrongly("--outcomes: " + e.getMessage());
      }
    }
  }

  /** The same of training, which keeps no event waiting. */
  void requireTraining(EventSchema schema, boolean refits) {
    requireLate(schema);
    if (isGiven() && refits) {
      throw wrongly(
          "--refit-schema chooses among bases that outcomes of their own do not go with; leave it"
              + " out, or say --base mean");
    }
    if (most != null) {
      throw wrongly("--waiting is of run and replay, for in training no event waits; leave it out");
    }
  }

  /** Fails if the outcomes, if there are any, would be written over. */
  void requireOther(OutputFile out, InputFile outcomes) {
    if (outcomes != null) {
      out.requireOther(outcomes);
    }
  }

  /**
   * The file of outcomes, or null where they come with the events.
   *
   * @param events the file of events, which says how both are written
   */
  InputFile input(InputFile events) {
    if (file == null) {
      return null;
    }
    InputFile outcomes =
        new InputFile("--outcomes", file, events.written().beside(EventLines.isNamed(file)));
    if (outcomes.isStandardInput() && events.isStandardInput()) {
      throw wrongly("events and --outcomes are both standard input; name a file for one of them");
    }
    return outcomes;
  }

  private ParameterException wrongly(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
