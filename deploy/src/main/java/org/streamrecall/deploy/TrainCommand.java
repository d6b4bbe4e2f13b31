package org.streamrecall.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.streamrecall.client.Complaints;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lifting;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.BaseSearch;
import org.streamrecall.training.Episode;
import org.streamrecall.training.EpisodeSource;
import org.streamrecall.training.EventTraining;
import org.streamrecall.training.PaidTraining;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;
import org.streamrecall.training.Worth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns a model from events, from tokens and queries, or from episodes. */
@Command(
    name = "train",
    description = {
      "Learns a model from events (EVENTS), from the tokens of a file and queries of known answer of"
          + " another (--tokens, --queries), or from episodes.",
      "A query is one of replay's with its answer, \"target\":[..]. It sees the tokens of its context"
          + " that are not later than itself; tokens without a time were there from the start, and a"
          + " query without one sees all.",
      "An episode is one JSON object a line: a context as it was, and questions to it.",
      "{\"context\":[token,..],\"queries\":[{..,\"target\":[..]},..]}",
      "The last line on stdout is a JSON object."
    })
final class TrainCommand implements Callable<Integer> {
  private static final TrainingOptions DEFAULTS = TrainingOptions.defaults();

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "EVENTS",
      description =
          "Events to train on: JSON objects, one a line or in an array, or CSV with a header if it"
              + " ends in .csv; what gzip has packed is unpacked.")
  private Path events;

  @Mixin private EventOptions eventOptions = new EventOptions();

  @Mixin private EventFileOptions written = new EventFileOptions();

  @Mixin private SortOption sort = new SortOption();

  @Mixin private OutcomeFileOptions outcomeOptions = new OutcomeFileOptions();

  @Option(
      names = "--episodes",
      paramLabel = "FILE|DIR",
      description = "Episodes, or a directory of .jsonl files.")
  private Path episodes;

  @Option(names = "--tokens", paramLabel = "FILE", description = "Tokens, one JSON object a line.")
  private Path tokens;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Queries with their targets, one JSON object a line.")
  private Path queries;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "schema.json: the sizes of tag, content, inputs and target.")
  private Path schema;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "Where the model is written (safetensors).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed = DEFAULTS.seed();

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Gradient steps of each way that is tried (default: 1000); on events, metrics tried at most"
              + " (default: 400).")
  private Integer steps;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Cap on the time of training, without that of reading; a run that hits it is not"
              + " reproducible, and says so (default: ${DEFAULT-VALUE}).")
  private Integer seconds = (int) DEFAULTS.timeLimit().toSeconds();

  @Option(
      names = "--heads",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Attention heads (default: as many as do best on held-out contexts; of categories 2); not"
              + " on events.")
  private Integer heads;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Train through a memory of that many bytes a context (default: exactly; of episodes where"
              + " a context has few tags or few tokens, else 16384); on events, of each key, also for"
              + " the table (default: 16384).")
  private Integer sketchBytes;

  @Option(
      names = "--refit-schema",
      description =
          "On events whose numbers are foretold: take the base that does best before training; the"
              + " model may then need a new memory.")
  private boolean refitSchema;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Where a report of the training is written: one HTML page that needs neither network nor"
              + " scripts.")
  private Path report;

  @Option(
      names = "--json",
      description = "On events: the table as JSON, one object a line, in place of text.")
  private boolean json;

  @Override
  public Integer call() {
    if (events != null) {
      requireAbsent("--tokens", tokens, "events");
      requireAbsent("--queries", queries, "events");
      requireAbsent("--episodes", episodes, "events");
      requireAbsent("--schema", schema, "events");
      requireAbsent("--heads", heads, "events");
      return trainOnEvents();
    }
    if (tokens != null || queries != null) {
      requireAbsent("--episodes", episodes, "--tokens and --queries");
      require("--tokens", tokens);
      require("--queries", queries);
    } else {
      require("--episodes", episodes);
    }
    require("--schema", schema);
    if (!written.isEmpty() || sort.sorts() || !outcomeOptions.isEmpty()) {
      throw wrongly(
          "--outcomes, --id, --format, --separator, --decimal, --charset, --trim and --sort go with"
              + " events; leave them out");
    }
    if (refitSchema) {
      throw wrongly("--refit-schema goes with events; episodes' schemas are fitted always");
    }
    if (json) {
      throw wrongly("--json goes with events; of episodes there is no table");
    }
    return trainOnEpisodes();
  }

  private void requireRefittable(EventSchema reading) {
    if (refitSchema && eventOptions.hasBase()) {
      throw wrongly("--refit-schema chooses the base that --base names; say one or the other");
    }
    if (refitSchema && reading.isCategory()) {
      throw wrongly(
          "--refit-schema chooses what numbers are told from, and "
              + reading.predict().get(0)
              + " is a category: leave it out");
    }
  }

  private void requireAbsent(String option, Object value, String other) {
    if (value != null) {
      throw wrongly(option + " does not go with " + other + "; say one or the other");
    }
  }

  private void require(String option, Path value) {
    if (value == null) {
      throw wrongly(
          "Missing required option: '"
              + option
              + "'; say --tokens, --queries and --schema, or --episodes and --schema, or name a file"
              + " of events to train on");
    }
  }

  private ParameterException wrongly(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Integer trainOnEvents() {
    outcomeOptions.requireConsistent();
    String id = outcomeOptions.id();
    InputFile input =
        new InputFile("EVENTS", events, written.telling(spec.commandLine().getErr()::println));
    RecallModel untrained =
        eventOptions.modelOr(
            null,
            input,
            new UsualReading(input, spec.commandLine().getErr()::println, sort.sorts())
                .joinedBy(id));
    EventSchema reading = EventSchema.of(untrained);
    sort.requireTime(reading);
    requireRefittable(reading);
    outcomeOptions.requireTraining(reading, refitSchema);
    InputFile outcomes = outcomeOptions.input(input);
    OutputFile file = new OutputFile(out).requireWritable().requireOther(input);
    outcomeOptions.requireOther(file, outcomes);
    TrainReport reported = new TrainReport(report, file, input);
    EventTrainer trainer = new EventTrainer(reading, sort.sorts(), id);
    Complaints complaints = new Complaints(spec.commandLine().getErr()::println);
    trainer.read(input, complaints);
    trainer.requireTrainable(input);
    if (outcomes != null) {
      trainer.join(
          OutcomeFile.read(outcomes, reading, id, complaints),
          outcomeOptions.longest().toMillis(),
          complaints);
    }
    complaints.close();
    EventTraining training = new EventTraining(reading, trainer.events());
    int bytes = sketchBytes == null ? SketchLayout.DEFAULT_BYTES : sketchBytes;
    TrainingOptions options = options(TrainingOptions.forEvents()).withSketchBytes(bytes);
    PrintWriter console = spec.commandLine().getOut();
    boolean free = !reading.isCategory() && !eventOptions.hasBase() && outcomes == null;
    BaseSearch bases = free ? BaseSearch.of(training, seed, bytes) : null;
    PaidTraining tried;
    try (TrainingBar bar = new TrainingBar(spec.commandLine().getErr(), options.timeLimit())) {
      EventTraining taken = refitSchema ? training.with(bases.best()) : training;
      tried = taken.fitIfItPays(options, reported.watch(bar));
    }
    TrainingResult result = tried.result();
    if (refitSchema) {
      say(SchemaReport.of(bases));
    }
    say(List.of(SchemaReport.worth(tried)));
    file.write(stream -> stream.write(result.model().toBytes()));
    Base other = refitSchema || bases == null ? null : bases.better();
    HeldOutScores held =
        new HeldOutScores(
            training,
            reading,
            trainer.events(),
            result.model(),
            bytes,
            other,
            reported.held(reading));
    reported.ofEvents(tried, training, held, options);
    (json ? held.json() : held.lines()).forEach(console::println);
    NamesBeyond.of(held.names(), true).forEach(spec.commandLine().getErr()::println);
    say(summary(result, "events", trainer.events().size()).put("paid", tried.paid()));
    if (trainer.refused() > 0) {
      throw new CommandFailure(
          trainer.refused()
              + " lines were passed over for the reasons above; the model is written");
    }
    return 0;
  }

  private Integer trainOnEpisodes() {
    InputFile declared = new InputFile("--schema", schema);
    Fields fields = declared.fields();
    OutputFile file = new OutputFile(out).requireWritable();
    int exactly = episodes == null ? 0 : TrainingOptions.AS_SERVED;
    TrainingOptions options =
        options(TrainingOptions.defaults())
            .withSketchBytes(sketchBytes == null ? exactly : sketchBytes)
            .comparing();
    options = declared.namesUnit() ? options : options.choosingUnit();
    TrainReport reported = new TrainReport(report, file, inputs());
    Complaints complaints = new Complaints(spec.commandLine().getErr()::println);
    EpisodeSource read;
    IntSupplier count;
    if (episodes != null) {
      InputFile input = new InputFile("--episodes", episodes);
      EpisodeFiles files = EpisodeFiles.toTrain(input, fields, complaints);
      read = files;
      count = files::count;
    } else {
      List<Episode> timed = timed(fields, complaints);
      read = timed::forEach;
      count = timed::size;
    }
    TrainingResult result;
    try (TrainingBar bar = new TrainingBar(spec.commandLine().getErr(), options.timeLimit())) {
      result = Training.fit(fields, read, options, reported.watch(bar));
    }
    complaints.close();
    file.write(stream -> stream.write(result.model().toBytes()));
    spec.commandLine().getErr().println(WorthSentence.of(result.worth()));
    reported.ofEpisodes(result, count.getAsInt(), options);
    Worth worth = result.worth();
    ResultLine line =
        summary(result, "episodes", count.getAsInt())
            .put("learned", worth.isLearned())
            .measured(worth.kind() == Kind.REGRESSION ? "r2" : "accuracy", worth.learned())
            .measured("frozen", worth.frozen())
            .measured("linear", worth.linear())
            .measured("mean", worth.mean());
    Lifting lift = result.model().schema().fields().lift();
    say(lift.isLifted() ? line.put("dims", lift.dims()) : line);
    return 0;
  }

  private InputFile[] inputs() {
    InputFile described = new InputFile("--schema", schema);
    return episodes != null
        ? new InputFile[] {new InputFile("--episodes", episodes), described}
        : new InputFile[] {
          new InputFile("--tokens", tokens), new InputFile("--queries", queries), described
        };
  }

  private List<Episode> timed(Fields fields, Complaints complaints) {
    return TimedEpisodes.read(
        fields,
        new InputFile("--tokens", tokens),
        new InputFile("--queries", queries),
        sketchBytes != null,
        complaints);
  }

  /** Text goes where no JSON is asked for. */
  private void say(List<String> text) {
    PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    text.forEach(to::println);
  }

  private void say(ResultLine line) {
    spec.commandLine().getOut().println(line);
  }

  private ResultLine summary(TrainingResult result, String what, int count) {
    return new ResultLine()
        .put("model", out.toString())
        .put("id", result.model().id())
        .put(what, count)
        .put("steps", result.steps())
        .measured("trainLoss", result.trainLoss())
        .measured("validationLoss", result.validationLoss())
        .measured("seconds", Math.round(1000 * result.seconds()) / 1000.0)
        .put("reproducible", !result.hitTimeLimit());
  }

  private TrainingOptions options(TrainingOptions defaults) {
    return defaults
        .withSeed(seed)
        .withSteps(steps == null ? defaults.steps() : steps)
        .withTimeLimit(Duration.ofSeconds(seconds))
        .withHeads(heads == null ? defaults.heads() : heads);
  }
}
