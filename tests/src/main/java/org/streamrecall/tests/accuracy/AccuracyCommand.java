package org.streamrecall.tests.accuracy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code tests/accuracy}. Ends with status 0 only on success, with 2 if it was called
 * wrongly and with 1 if it failed; an error is one sentence on stderr, results alone go to stdout.
 */
@Command(
    name = "tests/accuracy",
    description = "How near the memory comes to exact attention, beside what else fits its bytes.",
    mixinStandardHelpOptions = true)
public final class AccuracyCommand implements Callable<Integer> {
  private static final int DUMPED = 100;

  @Mixin private AccuracyOptions options;

  @Option(names = "--json", description = "One JSON object a line and beta, instead of a table.")
  private boolean json;

  @Option(
      names = "--dump",
      paramLabel = "FILE",
      description =
          "Write 100 queries of each beta with exact and sketched answers, as JSON lines.")
  private Path dump;

  @Spec private CommandSpec spec;

  private AccuracyCommand() {}

  public static void main(String[] args) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new AccuracyCommand()).setOut(out).setErr(err);
    line.setParameterExceptionHandler(AccuracyCommand::misused);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          boolean explains = failure instanceof IOException && failure.getMessage() != null;
          err.println("accuracy: " + (explains ? failure.getMessage() : "failed: " + failure));
          return CommandLine.ExitCode.SOFTWARE;
        });
    int status = line.execute(args);
    if (out.checkError()) {
      err.println("accuracy: standard output could not be written; see where it goes to");
      status = CommandLine.ExitCode.SOFTWARE;
    }
    return status;
  }

  private static int misused(ParameterException misuse, String[] args) {
    String sentence = misuse.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
    misuse
        .getCommandLine()
        .getErr()
        .println("accuracy: " + sentence + "; see tests/accuracy --help");
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() throws IOException {
    try {
      options.check();
      new SketchMemory(options.bytes, options.dims, options.contentDims());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (PrintWriter dumped = dump == null ? null : open(dump)) {
      if (!json) {
        print(AccuracyTable.heading());
      }
      List<Accuracy> means = new ArrayList<>();
      for (StreamShape shape : options.shapes) {
        List<List<Accuracy>> ofBetas = new ArrayList<>();
        for (long seed = options.seeds.first(); seed <= options.seeds.last(); seed++) {
          List<Accuracy> measured = measure(options.draw(shape, seed), dumped);
          measured.forEach(this::print);
          ofBetas.add(measured);
        }
        for (int b = 0; b < options.betas.length; b++) {
          int beta = b;
          means.add(
              Accuracy.mean(
                  ofBetas.stream().map(one -> one.get(beta)).toList(), options.seeds.toString()));
        }
      }
      if (options.seeds.several()) {
        means.forEach(this::print);
      }
      if (dumped != null && dumped.checkError()) {
        throw new IOException("--dump=" + dump + " could not be written whole; see its disk");
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Accuracy> measure(StreamDraw draw, PrintWriter dumped) {
    long start = System.nanoTime();
    Measurement measurement = new Measurement(draw, options.bytes, options.betas, options.shards);
    List<Accuracy> accuracies = measurement.accuracies();
    for (int b = 0; dumped != null && b < options.betas.length; b++) {
      for (int q = 0; q < DUMPED; q++) {
        dumped.println(AccuracyJson.dumped(measurement, b, q, options.betas));
      }
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    String done =
        String.format(
            Locale.ROOT,
            "accuracy: %s, seed %d: %d tokens in %.1f s",
            draw.shape().word(),
            draw.seed(),
            draw.tokens(),
            seconds);
    spec.commandLine().getErr().println(done);
    return accuracies;
  }

  private static PrintWriter open(Path file) throws IOException {
    try {
      return new PrintWriter(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new IOException(
          "--dump=" + file + " cannot be opened (" + e + "); name a file in a folder you may write",
          e);
    }
  }

  private void print(Accuracy accuracy) {
    print(
        json ? AccuracyJson.line(accuracy, options.seeds.several()) : AccuracyTable.line(accuracy));
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
