package org.streamrecall.deploy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.streamrecall.deploy.report.EpisodeReport;
import org.streamrecall.deploy.report.EventReport;
import org.streamrecall.deploy.report.ScoredPart;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Score;
import org.streamrecall.model.Kind;
import org.streamrecall.training.EventTraining;
import org.streamrecall.training.HeldOutEvents;
import org.streamrecall.training.PaidTraining;
import org.streamrecall.training.Progress;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;
import org.streamrecall.training.TrainingTrace;

/** What {@code train --report} looks at and writes; without it nothing. */
final class TrainReport {
  private final OutputFile file; // or null
  private final Map<String, String> shown = new LinkedHashMap<>();
  private TrainingTrace trace;
  private HeldOutEvents held;

  /**
   * @param path of the page, or null
   * @param model what else is written
   * @param input what was read
   * @throws CommandFailure if the page cannot be written there
   */
  TrainReport(Path path, OutputFile model, InputFile... input) {
    file = path == null ? null : new OutputFile("--report", path).requireWritable();
    for (InputFile one : input) {
      if (file != null) {
        file.requireOther(one);
      }
      shown.put(one.option(), one.path().toString());
    }
    if (file != null) {
      file.requireOther(model);
    }
  }

  /** What a training is to tell. */
  Progress watch(Progress bar) {
    trace = new TrainingTrace(bar);
    return file == null ? bar : trace;
  }

  /** What is to be told of held-out events, or null. */
  HeldOutEvents held(EventSchema schema) {
    held = file == null ? null : new HeldOutEvents(schema);
    return held;
  }

  void ofEpisodes(TrainingResult result, int episodes, TrainingOptions options) {
    if (file == null) {
      return;
    }
    shown.put("--heads", options.heads() == 0 ? "chosen" : Integer.toString(options.heads()));
    options(options, result);
    String about =
        result.worth().taughtContexts()
            + " contexts taught, "
            + result.worth().contexts()
            + " were held out, of "
            + episodes
            + " episodes. Predicted "
            + (result.worth().kind() == Kind.REGRESSION ? "are numbers." : "is a category.");
    write(EpisodeReport.of(about, WorthSentence.of(result.worth()), trace, result, shown));
  }

  void ofEvents(
      PaidTraining tried, EventTraining training, HeldOutScores scores, TrainingOptions of) {
    if (file == null) {
      return;
    }
    EventSchema schema = held.schema();
    shown.put("--key", schema.key() == null ? "none, one series" : schema.key());
    shown.put("--time", schema.time() == null ? "none" : schema.timeField().toString());
    shown.put("--like", joined(schema.like()));
    shown.put("--predict", joined(schema.predict()));
    shown.put("--base", EventSchema.of(tried.result().model()).base().toString());
    options(of, tried.result());
    List<ScoredPart> parts = scores.scored().stream().map(TrainReport::part).toList();
    String about =
        "Predicted is "
            + joined(schema.predict())
            + ", of "
            + training.keys().values().stream().mapToInt(List::size).sum()
            + " events of "
            + (schema.key() == null ? "one series" : training.keys().size() + " keys")
            + ". Held out is the last quarter of the time"
            + (training.heldKeys().isEmpty()
                ? "."
                : ", and " + training.heldKeys().size() + " keys whole.");
    write(EventReport.of(about, SchemaReport.worth(tried), trace, tried, held, parts, shown));
  }

  private static ScoredPart part(Scored scored) {
    List<Score.Table> tables =
        scored.score().tables().stream().filter(table -> table.scored() > 0).toList();
    return new ScoredPart(
        scored.title(),
        tables,
        tables.stream().flatMap(table -> Better.sentences(table).stream()).toList());
  }

  private static String joined(List<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private void options(TrainingOptions options, TrainingResult result) {
    shown.put("--seed", Long.toString(options.seed()));
    shown.put("--steps", Integer.toString(options.steps()));
    shown.put("--seconds", Long.toString(options.timeLimit().toSeconds()));
    shown.put("--sketch-bytes", bytes(options.sketchBytes()));
    shown.put("steps taken", Integer.toString(result.steps()));
    shown.put("cut short by time", result.hitTimeLimit() ? "yes" : "no");
    shown.put("model", result.model().id());
  }

  private static String bytes(int bytes) {
    return switch (bytes) {
      case 0 -> "exact memories";
      case TrainingOptions.AS_SERVED -> "exact where contexts are short, else 16384";
      default -> Integer.toString(bytes);
    };
  }

  private void write(String page) {
    file.write(stream -> stream.write(page.getBytes(StandardCharsets.UTF_8)));
  }
}
