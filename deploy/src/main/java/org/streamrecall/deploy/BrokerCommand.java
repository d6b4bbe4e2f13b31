package org.streamrecall.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Kafka to try things on, until it is interrupted. */
@Command(
    name = "broker",
    description = {
      "Runs a Kafka of one node to try things on, for this machine alone, until it is interrupted.",
      "Not for production: it asks nobody who he is, and keeps one copy of each record."
    })
final class BrokerCommand implements Callable<Integer> {
  private static final int PORT = 9092;
  private static final int LAST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + PORT,
      description = "To listen on, with --dir the next one too (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Keep topics and records here, and go on from them. Without it they are gone at the end.")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireFree(port);
    EmbeddedBroker broker = folder == null ? EmbeddedBroker.start(port) : startInFolder();
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop Kafka"));
    String kept = folder == null ? "a temporary folder" : folder.toString();
    spec.commandLine()
        .getErr()
        .println(
            "Kafka listens at "
                + broker.bootstrapServers()
                + ", its records in "
                + kept
                + "; Ctrl-C stops it.");
    spec.commandLine().getErr().flush();
    new CountDownLatch(1).await(); // until the process is interrupted
    return 0;
  }

  /** Its controller's port is kept in the folder's metadata, and so must be the same each time. */
  private EmbeddedBroker startInFolder() throws IOException {
    if (port == LAST_PORT) {
      throw new ParameterException(
          spec.commandLine(),
          "--port=" + port + " leaves none for the controller; give a lower one");
    }
    requireFree(port + 1);
    Files.createDirectories(folder);
    return EmbeddedBroker.startIn(folder, port, port + 1);
  }

  private static void requireFree(int port) {
    if (!FreePorts.isFree(port)) {
      throw new CommandFailure(
          "port " + port + " is in use; stop what listens there, or give another --port");
    }
  }
}
