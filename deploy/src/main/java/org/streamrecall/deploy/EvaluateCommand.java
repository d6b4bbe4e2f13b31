package org.streamrecall.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Evaluation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model on episodes. */
@Command(
    name = "evaluate",
    description =
        "Measures a model on episodes, best ones it has not seen. Writes one JSON object: loss, and"
            + " accuracy of categories or rmse of numbers.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "What train wrote.")
  private Path model;

  @Option(
      names = "--episodes",
      required = true,
      paramLabel = "FILE|DIR",
      description = "Episodes, or a directory of .jsonl files.")
  private Path episodes;

  @ArgGroup private MemoryOption memory = new MemoryOption();

  @Override
  public Integer call() {
    RecallModel loaded = new InputFile("--model", model).model();
    int bytes = memory.exact() ? 0 : memory.sketchBytes();
    if (!memory.exact()) {
      SketchLayout.of(loaded.schema().shape(), bytes); // a budget too small fails before the work
    }
    List<Episode> read =
        EpisodeFiles.read(new InputFile("--episodes", episodes), loaded.schema().fields());
    Evaluation result = Evaluation.of(loaded, read, bytes);
    ResultLine line =
        new ResultLine()
            .put("id", loaded.id())
            .put("episodes", read.size())
            .put("queries", result.queries())
            .measured("loss", result.loss())
            .measured("accuracy", result.accuracy())
            .measured("rmse", result.rmse())
            .put("exact", memory.exact());
    if (!memory.exact()) {
      line.put("sketchBytes", bytes);
    }
    spec.commandLine().getOut().println(line);
    return 0;
  }
}
