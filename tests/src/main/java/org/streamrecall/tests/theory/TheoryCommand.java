package org.streamrecall.tests.theory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code tests/theory}. Ends with status 0 only on success, with 2 if it was called
 * wrongly and with 1 if it failed; an error is one sentence on stderr.
 */
@Command(
    name = "tests/theory",
    description = "What the paper says is learnable, measured on the code that serves.",
    mixinStandardHelpOptions = true)
public final class TheoryCommand implements Callable<Integer> {
  private static final int PER_COMPONENT = 256; // tokens

  @Parameters(paramLabel = "baselines|rates", description = "What is measured: baselines or rates.")
  private String study;

  @Option(names = "--quick", description = "Few contexts, steps and rows: some two minutes.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds of each row (default: ${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Option(
      names = "--rows",
      paramLabel = "TAGS:COMPONENTS[:NOISE[:TARGET]],..",
      split = ",",
      description = "Rows of one's own, as random:16 or orth:8:0.7 or orth:8:0:quad.")
  private List<String> rows = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where baselines.csv or rates.csv is written.")
  private Path out;

  @Spec private CommandSpec spec;

  private TheoryCommand() {}

  public static void main(String[] args) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new TheoryCommand()).setOut(out).setErr(err);
    line.setParameterExceptionHandler(
        (misuse, parsed) -> {
          String sentence = misuse.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
          err.println("theory: " + sentence + "; see tests/theory --help");
          return CommandLine.ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          boolean explains = failure instanceof IOException && failure.getMessage() != null;
          err.println("theory: " + (explains ? failure.getMessage() : "failed: " + failure));
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (!study.equals("baselines") && !study.equals("rates")) {
      throw wrongly("'" + study + "' is not known; say baselines or rates");
    }
    if (seeds < 1) {
      throw wrongly("--seeds=" + seeds + " is below 1; give at least 1");
    }
    if (study.equals("rates")) {
      return rates();
    }
    List<PaperTask> tasks = tasks();
    Baselines baselines = quick ? Baselines.quick() : Baselines.full();
    return write(
        "baselines.csv",
        BaselineRow.HEADING,
        lines -> {
          for (PaperTask task : tasks) {
            for (long seed = 1; seed <= seeds; seed++) {
              baselines.of(task, seed).forEach(row -> lines.accept(row.csv()));
            }
          }
        });
  }

  /** Writes lines into a file as they come, and shows them. */
  private Integer write(String name, String heading, Consumer<Consumer<String>> study)
      throws IOException {
    Files.createDirectories(out);
    PrintWriter console = spec.commandLine().getOut();
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(out.resolve(name)), true)) {
      Consumer<String> lines =
          line -> {
            csv.println(line);
            console.println(line);
          };
      lines.accept(heading);
      study.accept(lines);
      if (csv.checkError()) {
        throw new IOException(out + " could not be written whole; see its disk");
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Integer rates() throws IOException {
    if (!rows.isEmpty()) {
      throw wrongly("--rows goes with baselines; leave it out");
    }
    RateStudy rates = quick ? RateStudy.quick() : RateStudy.full();
    return write(
        "rates.csv",
        RateStudy.HEADING,
        lines -> {
          for (double alpha : quick ? List.of(1.0) : List.of(0.5, 1.0, 2.0)) {
            for (int n : quick ? List.of(64, 256) : List.of(64, 256, 1024, 4096, 16384)) {
              for (long seed = 1; seed <= seeds; seed++) {
                lines.accept(rates.of(alpha, n, seed).csv());
              }
            }
          }
        });
  }

  private List<PaperTask> tasks() {
    List<String> names = rows;
    if (rows.isEmpty() && quick) {
      names = List.of("orth:4", "antipodal:4", "random:8");
    } else if (rows.isEmpty()) {
      names =
          List.of(
              "orth:2",
              "orth:4",
              "orth:8",
              "simplex:8",
              "antipodal:8",
              "random:8",
              "random:16",
              "orth:8:0.3",
              "orth:8:0.7",
              "orth:8:0:quad");
    }
    return names.stream().map(this::task).toList();
  }

  private PaperTask task(String row) {
    String[] parts = row.split(":", -1);
    try {
      Tags tags = Tags.valueOf(parts[0].toUpperCase(Locale.ROOT));
      int components = Integer.parseInt(parts[1]);
      double noise = parts.length > 2 ? Double.parseDouble(parts[2]) : 0;
      Truth truth =
          parts.length > 3 ? Truth.valueOf(parts[3].toUpperCase(Locale.ROOT)) : Truth.POINT;
      tags.draw(components, PaperTask.TAG_DIMS, new java.util.Random(1)); // refuses too many
      return new PaperTask(tags, components, PER_COMPONENT * components, noise, truth, 0.05, false);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw wrongly(
          "--rows="
              + row
              + " is not TAGS:COMPONENTS[:NOISE[:TARGET]] with tags orth, simplex, antipodal or"
              + " random and a target point, quad or paper");
    }
  }

  private ParameterException wrongly(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
