package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.streamrecall.deploy.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows trained attention recalling from live Kafka streams, on real input. */
@Command(
    name = "demo",
    subcommands = SensorsCommand.class,
    description = {
      "Learns to tell languages apart, then recalls languages it never saw, from live streams.",
      "Starts a Kafka broker and a Flink cluster of its own and leaves nothing behind."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Splits the languages (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "Length of the latency phase (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      defaultValue = "65536",
      description = "Bytes of one context's memory (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the results as JSON.")
  private Path json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave tokens, queries with their truth, predictions and the model here.")
  private Path keep;

  @Option(
      names = "--ask",
      description =
          "At the end take phrases from the keyboard, names separated by commas, and show what"
              + " contexts recall.")
  private boolean ask;

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds=" + seconds + " is below 1; give at least 1");
    }
    Path folder = json == null ? null : json.toAbsolutePath().getParent();
    boolean writable =
        folder == null
            || !Files.isDirectory(json) && Files.isWritable(Files.exists(json) ? json : folder);
    if (!writable) {
      throw new CommandFailure(
          "--json " + json + " cannot be written; name a file in a directory that exists");
    }
    PrintWriter out = spec.commandLine().getOut();
    DemoOptions options = DemoOptions.of(seed, seconds, sketchBytes, keep);
    Demo demo = new Demo(options, out, spec.commandLine().getErr());
    DemoReport report = demo.run();
    out.println();
    report.table().forEach(out::println);
    out.flush();
    if (json != null) {
      ObjectNode node = report.json();
      Files.writeString(json, node + "\n");
    }
    if (ask) {
      demo.askedByHand()
          .answer(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
    }
    return 0;
  }
}
