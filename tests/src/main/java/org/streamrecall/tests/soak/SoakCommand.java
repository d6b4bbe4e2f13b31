package org.streamrecall.tests.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.streamrecall.deploy.TemporaryFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/soak}: whether state, heap and latency stay flat under a steady load. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Tells many contexts tokens at a steady rate, through a broker in a process of its own, and",
      "asks them meanwhile. A line each half minute says how much heap a full collection leaves, how",
      "large the newest checkpoint is, and how long queries waited for the answer that a reader of",
      "uncommitted records sees. In the results First is the line at a fifth of the time,",
      "when memories are full (of 4096 bytes: after some 60 tokens), Last the last line; latency is",
      "the median. Nobody asks while a collection is forced and for a second afterwards."
    })
public final class SoakCommand implements Callable<Integer> {
  /** State backends by Flink's names. */
  enum Backend {
    HASHMAP,
    ROCKSDB
  }

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Contexts (default: ${DEFAULT-VALUE}).")
  private int contexts;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "8333.3334",
      description = "Tokens a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "20",
      description = "Queries a second (default: ${DEFAULT-VALUE}).")
  private double queries;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Bytes of one context's memory (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Option(
      names = "--backend",
      defaultValue = "HASHMAP",
      description = "State backend, ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Backend backend;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the tokens (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "End with the results as one line of JSON.")
  private boolean json;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new SoakCommand()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("streamrecall-soak-")) {
      Soak soak =
          new Soak(
              contexts,
              rate,
              Duration.ofMinutes(minutes),
              sketchBytes,
              backend.name().toLowerCase(Locale.ROOT),
              queries,
              seed,
              System.err::println);
      List<Sample> samples = soak.run(folder.path());
      print(samples);
      long behind = soak.tokens() - samples.get(samples.size() - 1).tokens();
      if (behind > 0) {
        System.err.printf(
            Locale.ROOT, "the job does not hold this rate: %,d tokens are still to come%n", behind);
        return 1;
      }
      return 0;
    }
  }

  private void print(List<Sample> samples) {
    Sample last = samples.get(samples.size() - 1);
    Sample first = samples.get((samples.size() - 1) / 5);
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("tokens", last.tokens());
    line.put("contexts", contexts);
    line.put("heapMbFirst", rounded(first.heapMb()));
    line.put("heapMbLast", rounded(last.heapMb()));
    line.put("stateBytesPerContext", last.stateBytes() / contexts);
    line.put("tokensPerSecond", Math.round(last.tokens() / last.seconds()));
    line.put("latencyMillisFirst", rounded(first.p50()));
    line.put("latencyMillisLast", rounded(last.p50()));
    System.out.println(json ? line.toString() : line.toPrettyString());
  }

  private static double rounded(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
