package org.streamrecall.deploy;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.streamrecall.client.QuestionRefused;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.EventQuestionJson;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.BadValue;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a running job about a moment typed by hand. */
@Command(
    name = "ask",
    description = {
      "Asks a job that was started with run --events what its memory of a key says about a moment.",
      "--like takes the fields of an event, or features by their texts: {\"hour(at)\":3}."
    })
final class AskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunningJobOptions job = new RunningJobOptions();

  @Option(
      names = "--context",
      paramLabel = "KEY",
      description = "The key whose memory is asked; left out of a job whose events are one series.")
  private String context;

  @Option(
      names = "--like",
      required = true,
      paramLabel = "JSON",
      description = "The moment, as in {\"at\":\"2026-11-24T03:00:00Z\",\"merchant\":\"fuel\"}.")
  private String like;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "10",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    String id = "ask-" + UUID.randomUUID();
    byte[] question;
    try {
      question = EventQuestionJson.write(id, context, like);
    } catch (BadValue e) { // its own remedy is of records, not of an option
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--like': "
              + e.fault()
              + "; write one JSON object, as in {\"merchant\":\"fuel\"}",
          e);
    }
    Prediction prediction = answer(id, question);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(PredictionJson.writeUnreadable(prediction), StandardCharsets.UTF_8));
    } else {
      lines(prediction).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private String key() {
    return context == null ? EventSchema.ONE_SERIES : context;
  }

  private Prediction answer(String id, byte[] question) throws InterruptedException {
    Topics topics = job.topics();
    try (RecallClient client = RecallClient.connectSeeingRefusals(job.access(), topics)) {
      return client.ask(id, key(), question, null).get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailure(
          "no answer within "
              + seconds
              + " s, and no refusal in "
              + topics.deadLetters()
              + "; see whether the job runs, or give it more --seconds",
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String refused = cause instanceof QuestionRefused ? "the question was refused: " : "";
      throw new CommandFailure(refused + cause.getMessage(), e);
    }
  }

  private List<String> lines(Prediction prediction) {
    Answer answer = prediction.answer();
    List<String> lines = new ArrayList<>();
    if (answer.status() == Status.EMPTY_CONTEXT) {
      lines.add(
          (context == null ? "the series" : context) + " has no past yet: nothing can be foretold");
      return lines;
    }
    for (int i = 0; i < answer.value().length; i++) {
      lines.add(value(prediction, i));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "from %,d events, %.1f of them much like this one (familiarity %.2f)%s",
            answer.tokens(),
            answer.effectiveTokens(),
            answer.familiarity(),
            Double.isNaN(answer.memoryError())
                ? ""
                : String.format(Locale.ROOT, "; memory error %.3g", answer.memoryError())));
    lines.addAll(methods(prediction));
    answer.recalled().forEach(part -> lines.add(recalled(part)));
    return lines;
  }

  static String value(Prediction prediction, int i) {
    Answer answer = prediction.answer();
    List<String> targets = prediction.targets();
    if (answer.interval() == null) {
      return String.format(
          Locale.ROOT, "%-24s %5.1f %%", category(answer, targets, i), 100 * answer.value()[i]);
    }
    double[] bounds = answer.interval()[i];
    int digits = digits(answer.value()[i], bounds[1] - bounds[0]);
    return String.format(
        Locale.ROOT,
        "%%s%%.%1$dg   9 in 10 between %%.%1$dg and %%.%1$dg".formatted(digits),
        i < targets.size() ? column(targets, i) : "",
        answer.value()[i],
        bounds[0],
        bounds[1]);
  }

  /** As many as tell the bounds apart. */
  private static int digits(double value, double width) {
    double apart = Math.abs(value) / Math.max(width, Double.MIN_NORMAL);
    return Math.max(6, Math.min(15, (int) Math.ceil(Math.log10(Math.max(1, apart))) + 3));
  }

  private static String category(Answer answer, List<String> targets, int i) {
    String name = i < answer.categories().size() ? answer.categories().get(i) : "category " + i;
    String of = targets.isEmpty() ? "" : targets.get(0);
    if (name == null) { // no "=": a category may be called anything
      return of.isEmpty() ? "none of these" : of + " is none of these";
    }
    return of.isEmpty() ? name : of + " = " + name;
  }

  /** A target's text, as wide as the longest of them. */
  private static String column(List<String> targets, int i) {
    int widest = targets.stream().mapToInt(String::length).max().orElse(0);
    return String.format("%-" + widest + "s   ", targets.get(i));
  }

  /** A line for each target that methods foretold. */
  static List<String> methods(Prediction prediction) {
    List<Methods> methods = prediction.answer().methods();
    List<String> targets = prediction.targets();
    List<String> lines = new ArrayList<>();
    for (int t = 0; t < methods.size(); t++) {
      if (!methods.get(t).of().isEmpty()) {
        String of = methods.size() > 1 && t < targets.size() ? column(targets, t) : "";
        lines.add(
            of
                + methods.get(t).of().stream()
                    .map(AskCommand::method)
                    .collect(Collectors.joining(", ", "foretold by ", "")));
      }
    }
    return lines;
  }

  private static String method(Method method) {
    return String.format(Locale.ROOT, "%s %.1f %%", method.name(), 100 * method.weight());
  }

  private static String recalled(Recalled part) {
    Evidence evidence = part.evidence();
    String times =
        evidence.firstTime() == Atom.NO_TIME
            ? ""
            : String.format(
                ", %s to %s",
                Instant.ofEpochMilli(evidence.firstTime()),
                Instant.ofEpochMilli(evidence.lastTime()));
    return String.format(
        Locale.ROOT,
        "  %5.1f %% recalled from %,.0f events%s%s",
        100 * part.share(),
        evidence.tokens(),
        times,
        evidence.ref() == null ? "" : ", such as " + evidence.ref());
  }
}
