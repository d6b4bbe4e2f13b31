package org.streamrecall.tests.theory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    description = {
      "What the paper says is learnable, measured on the code that serves.",
      "Writes STUDY.csv and STUDY.svg; theory.html shows all whose CSV is there.",
      "  baselines    softmax, linear, frozen, mean, kernel embeddings, oracle",
      "  rates        error and features kept by number of contexts; its law",
      "  length       error by tokens of a context, exact and through memories",
      "  components   error by number of components",
      "  temperature  error and recalled share by inverse temperature",
      "  noise        error by noise of the tags, exact and through memories",
      "  shuffle      questions asked of another context than their own",
      "  lifts        error by features of contents, beside its formula"
    },
    mixinStandardHelpOptions = true)
public final class TheoryCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(
      paramLabel = "STUDY",
      description = "What is measured: one of those above, or all in turn.")
  private String study;

  @Option(
      names = "--quick",
      description = "Few contexts, steps and rows: each some ten seconds, figures are rough.")
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
      description = "Where the CSVs, the drawings and the page are written.")
  private Path out;

  @Spec private CommandSpec spec;

  private final Effort usual;

  private TheoryCommand(Effort usual) {
    this.usual = usual;
  }

  public static void main(String[] args) {
    System.exit(
        execute(
            Effort.FULL,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /**
   * @param usual effort without --quick
   */
  static int execute(Effort usual, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new TheoryCommand(usual)).setOut(out).setErr(err);
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
    if (seeds < 1) {
      throw wrongly("--seeds=" + seeds + " is below 1; give at least 1");
    }
    List<Study> all = Studies.all(rows.stream().map(this::task).toList());
    List<Study> chosen =
        all.stream().filter(s -> study.equals(ALL) || study.equals(s.name())).toList();
    if (chosen.isEmpty()) {
      String known = all.stream().map(Study::name).collect(Collectors.joining(", "));
      throw wrongly("'" + study + "' is not known; say one of " + known + ", or all");
    }
    if (!rows.isEmpty() && !study.equals("baselines")) {
      throw wrongly("--rows goes with baselines; leave it out");
    }
    Files.createDirectories(out);
    for (Study each : chosen) {
      measure(each);
      TheoryPage.write(out, all);
    }
    spec.commandLine().getErr().println("theory: see " + out.resolve(TheoryPage.FILE));
    return CommandLine.ExitCode.OK;
  }

  /** Writes lines into a file as they come, and shows them; says on stderr what is measured. */
  private void measure(Study measured) throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    PrintWriter told = spec.commandLine().getErr();
    Path file = out.resolve(measured.name() + ".csv");
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(file), true)) {
      Consumer<String> lines =
          line -> {
            csv.println(line);
            console.println(line);
          };
      lines.accept(measured.heading());
      List<Study.Step> steps = measured.steps(quick ? Effort.QUICK : usual, seeds);
      for (int s = 0; s < steps.size(); s++) {
        String place = measured.name() + " " + (s + 1) + "/" + steps.size();
        told.println("theory: " + place + ": " + steps.get(s).what());
        steps.get(s).lines().get().forEach(lines);
      }
      if (csv.checkError()) {
        throw new IOException(out + " could not be written whole; see its disk");
      }
    }
  }

  private PaperTask task(String row) {
    String[] parts = row.split(":", -1);
    try {
      Tags tags = Tags.valueOf(parts[0].toUpperCase(Locale.ROOT));
      int components = Integer.parseInt(parts[1]);
      double noise = parts.length > 2 ? Double.parseDouble(parts[2]) : 0;
      Truth truth =
          parts.length > 3 ? Truth.valueOf(parts[3].toUpperCase(Locale.ROOT)) : Truth.POINT;
      tags.draw(components, PaperTask.TAG_DIMS, new Random(1)); // refuses too many
      return PaperTask.of(tags, components).withNoise(noise).asking(truth);
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
