package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.streamrecall.model.Fields;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns a model from episodes. */
@Command(
    name = "train",
    description = {
      "Learns a model from episodes.",
      "An episode is one JSON object a line: a context as it was, and questions to it.",
      "{\"context\":[token,..],\"queries\":[{..,\"target\":[..]},..]}",
      "The last line on stdout is a JSON object."
    })
final class TrainCommand implements Callable<Integer> {
  private static final TrainingOptions DEFAULTS = TrainingOptions.defaults();

  @Spec private CommandSpec spec;

  @Option(
      names = "--episodes",
      required = true,
      paramLabel = "FILE|DIR",
      description = "Episodes, or a directory of .jsonl files.")
  private Path episodes;

  @Option(
      names = "--schema",
      required = true,
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
      description = "Gradient steps (default: ${DEFAULT-VALUE}).")
  private Integer steps = DEFAULTS.steps();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Cap on the time; a run that hits it is not reproducible, and says so (default:"
              + " ${DEFAULT-VALUE}).")
  private Integer seconds = (int) DEFAULTS.timeLimit().toSeconds();

  @Option(
      names = "--heads",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Attention heads (default: ${DEFAULT-VALUE}).")
  private Integer heads = DEFAULTS.heads();

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Train through a memory of that many bytes a context (default: exactly).")
  private Integer sketchBytes;

  @Override
  public Integer call() {
    Fields fields = new InputFile("--schema", schema).fields();
    OutputFile file = new OutputFile(out).requireWritable();
    List<Episode> read = EpisodeFiles.read(new InputFile("--episodes", episodes), fields);
    TrainingOptions options = options();
    TrainingResult result;
    try (TrainingBar bar = new TrainingBar(spec.commandLine().getErr(), options.timeLimit())) {
      result = Training.fit(fields, read, options, bar);
    }
    file.write(stream -> stream.write(result.model().toBytes()));
    spec.commandLine()
        .getOut()
        .println(
            new ResultLine()
                .put("model", out.toString())
                .put("id", result.model().id())
                .put("episodes", read.size())
                .put("steps", result.steps())
                .measured("trainLoss", result.trainLoss())
                .measured("validationLoss", result.validationLoss())
                .measured("seconds", Math.round(1000 * result.seconds()) / 1000.0)
                .put("reproducible", !result.hitTimeLimit()));
    return 0;
  }

  private TrainingOptions options() {
    TrainingOptions options =
        DEFAULTS
            .withSeed(seed)
            .withSteps(steps)
            .withTimeLimit(Duration.ofSeconds(seconds))
            .withHeads(heads);
    return sketchBytes == null ? options : options.withSketchBytes(sketchBytes);
  }
}
