package org.streamrecall.tests.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.streamrecall.deploy.TemporaryFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/cluster}: ends with status 0 only if no answer is missing, doubled or different. */
@Command(
    name = "tests/cluster",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the job's jar on a Flink cluster and a Kafka broker of processes of their own: submits it"
          + " over REST and by flink run, kills a TaskManager, stops with savepoints and goes on at"
          + " other parallelisms.",
      "Holds every committed answer against replay's, to the byte. Steps go to stderr, one JSON"
          + " object to stdout."
    })
public final class ClusterCommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of what is told and asked (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "The JSON alone, without the steps.")
  private boolean json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave logs, files and checkpoints here (default: in a temporary folder).")
  private Path keep;

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new ClusterCommand());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
          System.err.println("cluster: " + why + "; --keep DIR leaves the logs of every process");
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (keep != null) {
      return run(Files.createDirectories(keep).toAbsolutePath());
    }
    try (TemporaryFolder folder = TemporaryFolder.create("streamrecall-cluster-")) {
      return run(folder.path());
    }
  }

  private int run(Path folder) throws Exception {
    ClusterRun run =
        new ClusterRun(
            BuiltFiles.ofProperty(), folder, seed, json ? step -> {} : System.err::println);
    ClusterReport report = run.run();
    System.out.println(report.json(seed));
    return report.isClean() ? 0 : 1;
  }
}
