package org.streamrecall.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.streamrecall.client.Complaints;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers over files what the operators answer over streams. */
@Command(
    name = "replay",
    description = {
      "Judges the events of a file one after the other (EVENTS), or answers the queries of a file"
          + " from the tokens of another (--tokens, --queries); without Kafka. Of events, --predict is"
          + " enough; what else is not said is chosen by the file, and printed.",
      "Events come back one line for each line, in their order, with a field recall added; a blank"
          + " line for a blank one. --sort tells them in order of time, and leaves that order as it is."
          + " With --outcomes, a line for each outcome that meets its event stands between them."
          + " Tokens and queries are merged by time, tokens before queries of"
          + " the same time. Records without a time",
      "keep their order in the file: such tokens come first of all, such queries last.",
      "Predictions come as JSON Lines in the order of the queries. A line that is no record is",
      "named on stderr and passed over; the status is then 1."
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "What train wrote. Events need none: an untrained default answers at once.")
  private Path model;

  @Parameters(
      arity = "0..1",
      paramLabel = "EVENTS",
      description =
          "Events: JSON objects, one a line or in an array, or CSV with a header if it ends in .csv;"
              + " - is standard input, and what gzip has packed is unpacked.")
  private Path file;

  @Option(names = "--events", paramLabel = "FILE", description = "The same.")
  private Path events;

  @Option(
      names = "--score",
      description =
          "Hold what was foretold of events against what came, beside baselines; the table goes to"
              + " stdout, answered events only to --out.")
  private boolean scores;

  @Option(
      names = "--json",
      description =
          "With --score: the table as JSON, one object for each target, in place of text.")
  private boolean json;

  @Mixin private LabelOption label = new LabelOption();

  @Mixin private EventOptions eventOptions = new EventOptions();

  @Mixin private EventFileOptions written = new EventFileOptions();

  @Mixin private SortOption sort = new SortOption();

  @Mixin private OutcomeFileOptions outcomeOptions = new OutcomeFileOptions();

  @Option(names = "--tokens", paramLabel = "FILE", description = "Tokens, one JSON object a line.")
  private Path tokens;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Queries, one JSON object a line.")
  private Path queries;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where predictions are written (default: stdout).")
  private Path out;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      converter = PositiveNumber.class,
      description = "Contexts worked on at once; the answers are the same bytes (default: 1).")
  private Integer parallelism;

  @Mixin private AlarmOptions alarmOptions = new AlarmOptions();

  @Mixin private QuantilesOption quantiles = new QuantilesOption();

  @Mixin private HalfLifeOption halfLife = new HalfLifeOption();

  @ArgGroup private MemoryOption memory = new MemoryOption();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (file != null) {
      requireAbsent("EVENTS " + file, events);
      events = file;
    }
    alarmOptions.judged(label.isGiven()).requireConsistent();
    if (events != null) {
      requireAbsent("--tokens", tokens);
      requireAbsent("--queries", queries);
      return replayEvents();
    }
    if (tokens == null && queries == null) {
      throw wrongly(
          "Missing required option: '--events'; name a file of events, or say --model, --tokens and"
              + " --queries");
    }
    require("--model", model);
    require("--tokens", tokens);
    require("--queries", queries);
    if (scores
        || json
        || label.isGiven()
        || sort.sorts()
        || !eventOptions.isEmpty()
        || !written.isEmpty()
        || !alarmOptions.isEmpty()
        || !quantiles.isEmpty()
        || !outcomeOptions.isEmpty()) {
      throw wrongly(
          "--score, --json, --label, --sort, --alarms, --quantiles, --key, --time, --like, --predict,"
              + " --base, --outcomes, --id"
              + " and what says how a file is written go with --events");
    }
    return replayQueries();
  }

  private void requireAbsent(String option, Path value) {
    if (value != null) {
      throw wrongly(option + " does not go with --events; say one or the other");
    }
  }

  private void require(String option, Path value) {
    if (value == null) {
      throw wrongly(
          "Missing required option: '"
              + option
              + "'; say --events, or --model, --tokens and --queries");
    }
  }

  private ParameterException wrongly(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int sketchBytes() {
    return memory.exact() ? SketchLayout.UNBOUNDED : memory.sketchBytes();
  }

  /** Null for the console. */
  private OutputFile output(InputFile... inputs) {
    if (out == null) {
      return null;
    }
    OutputFile file = new OutputFile(out).requireWritable();
    for (InputFile input : inputs) {
      file.requireOther(input);
    }
    return file;
  }

  /** Null for none. */
  private OutputFile alarms(OutputFile answers, InputFile... inputs) {
    if (alarmOptions.to() == null) {
      return null;
    }
    OutputFile file = new OutputFile("--alarms", Path.of(alarmOptions.to())).requireWritable();
    for (InputFile input : inputs) {
      if (input != null) {
        file.requireOther(input);
      }
    }
    return answers == null ? file : file.requireOther(answers);
  }

  private Integer replayEvents() throws IOException {
    if (json && !scores) {
      throw wrongly("--json says how the table of --score is written; say --score too");
    }
    outcomeOptions.requireConsistent();
    label.requireConsistent(scores, !outcomeOptions.isEmpty());
    RecallModel loaded = model == null ? null : new InputFile("--model", model).model();
    InputFile input =
        new InputFile(
            file == null ? "--events" : "EVENTS",
            events,
            written.telling(spec.commandLine().getErr()::println));
    RecallModel serving =
        eventOptions.modelOr(
            loaded,
            input,
            new UsualReading(input, spec.commandLine().getErr()::println, sort.sorts())
                .joinedBy(outcomeOptions.id())
                .labelledBy(label.field()));
    label.requireUnread(EventSchema.of(serving));
    sort.requireTime(EventSchema.of(serving));
    outcomeOptions.requireLate(EventSchema.of(serving));
    halfLife.requireTime(EventSchema.of(serving));
    EventMemory scratch = memoryOf(serving);
    quantiles.requireNumbers(EventSchema.of(serving));
    scratch.ring(alarmOptions.rule());
    scratch.quantiles(quantiles.levels());
    InputFile outcomes = outcomeOptions.input(input);
    OutputFile file = outcomes == null ? output(input) : output(input, outcomes);
    OutputFile alarms = alarms(file, input, outcomes);
    Complaints complaints = new Complaints(spec.commandLine().getErr()::println);
    EventReplay replay = new EventReplay(serving, scratch, scores, complaints).sorted(sort.sorts());
    LabelReplay labels =
        label.isGiven()
            ? new LabelReplay(label.field(), EventSchema.of(serving), alarmOptions.rule())
            : null;
    replay.against(labels);
    if (outcomes != null) {
      EventSchema schema = EventSchema.of(serving);
      replay.with(
          OutcomeFile.read(outcomes, schema, outcomeOptions.id(), complaints), outcomeOptions);
    }
    RecallModel untrained = EventSchema.of(serving).untrained();
    if (scores && !serving.id().equals(untrained.id())) {
      replay.beside(memoryOf(untrained));
    }
    PrintWriter console = spec.commandLine().getOut();
    OutputFile.Body answers =
        stream -> {
          if (alarms == null) {
            replay.run(input, stream);
          } else {
            alarms.write(raised -> replay.alarms(raised).run(input, stream));
          }
        };
    if (file != null) {
      file.write(answers);
    } else {
      answers.write(scores ? null : new LineStream(console));
    }
    if (scores) {
      List<Scored> scored = List.of(replay.scored());
      (json ? ScoreJson.of(scored, replay.names()) : ScoreTable.of(scored))
          .forEach(console::println);
    }
    if (labels != null) {
      labels.lines(replay.scored().title(), json).forEach(console::println);
    }
    console.flush();
    NamesBeyond.of(replay.names(), scores).forEach(spec.commandLine().getErr()::println);
    if (replay.events() == 0) {
      complaints.accept(
          events + " has no event; write one JSON object a line, or CSV with a header and rows");
    }
    replay.fieldsRare().forEach(complaints);
    replay.timesOdd().forEach(complaints);
    if (outcomes != null) {
      complaints.accept(replay.outcomes().summary());
    }
    complaints.close();
    requireWhole(replay, complaints);
    if (outcomes != null) {
      replay.outcomes().requireWhole();
    }
    if (labels != null) {
      labels.requireTelling();
    }
    return 0;
  }

  private EventMemory memoryOf(RecallModel serving) {
    return new EventMemory(
        serving, sketchBytes(), true, halfLife.decay(), outcomeOptions.waiting());
  }

  /** Fails if events were refused, or if none had a field that is read: it is misspelt. */
  private static void requireWhole(EventReplay replay, Complaints complaints) {
    String missed = replay.fieldsMissed();
    boolean some = replay.refused() > 0 && replay.refused() < replay.events();
    if (missed != null && !some) {
      throw new CommandFailure(missed);
    }
    if (missed != null) {
      complaints.accept(missed);
    }
    if (replay.refused() > 0) {
      throw new CommandFailure(
          replay.refused()
              + " of "
              + replay.events()
              + " events were refused for the reasons above; correct those lines and replay again");
    }
  }

  private Integer replayQueries() throws InterruptedException {
    RecallModel loaded = new InputFile("--model", model).model();
    int bytes = sketchBytes();
    // A budget too small fails before the work.
    SketchLayout.of(loaded.schema().shape(), bytes, true, halfLife.decay());
    InputFile told = new InputFile("--tokens", tokens);
    InputFile asked = new InputFile("--queries", queries);
    OutputFile file = output(told, asked);
    Complaints complaints = new Complaints(spec.commandLine().getErr()::println);
    ReplayInputs inputs = ReplayInputs.read(loaded.schema(), told, asked, complaints);
    complaints.close();
    ReplayJob job = new ReplayJob(loaded, bytes, halfLife.duration(), parallelism);
    List<Prediction> predictions = job.run(inputs);
    PredictionJson json = new PredictionJson(loaded.schema());
    if (file == null) {
      for (Prediction prediction : predictions) {
        String line = new String(json.write(prediction), StandardCharsets.UTF_8);
        spec.commandLine().getOut().print(line + "\n");
      }
    } else {
      file.write(stream -> write(predictions, json, stream));
    }
    if (inputs.rejected() > 0) {
      throw new CommandFailure(
          inputs.rejected()
              + " records were rejected for the reasons above, "
              + predictions.size()
              + " queries were answered; correct those lines and replay again");
    }
    return 0;
  }

  private static void write(List<Prediction> predictions, PredictionJson json, OutputStream stream)
      throws IOException {
    for (Prediction prediction : predictions) {
      stream.write(json.write(prediction));
      stream.write('\n');
    }
  }
}
