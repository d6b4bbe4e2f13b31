package org.streamrecall.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers queries over files with the operator that serves streams. */
@Command(
    name = "replay",
    description = {
      "Answers the queries of a file from the tokens of another, without Kafka.",
      "Both are merged by time, tokens before queries of the same time. Records without a time",
      "keep their order in the file: such tokens come first of all, such queries last.",
      "Predictions come as JSON Lines in the order of the queries. A line that is no record is",
      "named on stderr and passed over; the status is then 1."
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "What train wrote.")
  private Path model;

  @Option(
      names = "--tokens",
      required = true,
      paramLabel = "FILE",
      description = "Tokens, one JSON object a line.")
  private Path tokens;

  @Option(
      names = "--queries",
      required = true,
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

  @ArgGroup private MemoryOption memory = new MemoryOption();

  @Override
  public Integer call() throws InterruptedException {
    RecallModel loaded = new InputFile("--model", model).model();
    int bytes = memory.exact() ? SketchLayout.UNBOUNDED : memory.sketchBytes();
    SketchLayout.of(loaded.schema().shape(), bytes); // a budget too small fails before the work
    OutputFile file = out == null ? null : new OutputFile(out).requireWritable();
    ReplayInputs inputs =
        ReplayInputs.read(
            loaded.schema(),
            new InputFile("--tokens", tokens),
            new InputFile("--queries", queries),
            spec.commandLine().getErr()::println);
    ReplayJob job = new ReplayJob(loaded, bytes, parallelism);
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
