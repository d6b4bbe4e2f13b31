package org.streamrecall.tests.laws;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.streamrecall.laws.PropertySeeds;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/laws}: every property of every module, with one seed after another. */
@Command(
    name = "laws",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Tries every property test of every module with random seeds, where mvn verify has a fixed one.",
      "Prints {\"property\",\"seed\"} for what breaks, once a property, and {\"tries\",\"failures\"}",
      "last; why it broke goes to stderr. Status 1 if any did. The same is seen again by",
      "--seed S --only PROPERTY --minutes 0, or where tests are run with -Dlaws.seed=S."
    })
final class LawsCommand implements Callable<Integer> {
  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "No property begins later; 0 is one round, whatever it takes.")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the first round; each round's is one more (by default from the clock).",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private Long seed;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "Properties whose name, Class.method, has this in it.")
  private Pattern only;

  private final PrintStream results = System.out;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LawsCommand()).execute(arguments));
  }

  @Override
  public Integer call() {
    System.setOut(System.err); // what tests print is no result
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    long next = seed != null ? seed : System.currentTimeMillis();
    Set<String> seen = new HashSet<>();
    RandomRun.start(
        property -> only.matcher(property).find(), () -> minutes > 0 && System.nanoTime() > end);
    Launcher launcher = LauncherFactory.create();
    do {
      System.setProperty(PropertySeeds.SEED, Long.toString(next++));
      launcher.execute(allProperties());
      RandomRun.broken().stream()
          .filter(broken -> seen.add(broken.property()))
          .forEach(this::print);
      System.err.printf(
          "seed %d: %,d tries of %,d properties so far, %d broken%n",
          next - 1, RandomRun.tries(), RandomRun.properties(), seen.size());
    } while (minutes > 0 && System.nanoTime() < end);
    ObjectNode last = JsonNodeFactory.instance.objectNode();
    results.println(last.put("tries", RandomRun.tries()).put("failures", seen.size()));
    if (RandomRun.properties() == 0) {
      System.err.println("laws: no property has '" + only + "' in its name, Class.method");
      return CommandLine.ExitCode.USAGE;
    }
    return seen.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void print(RandomRun.Broken broken) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    results.println(line.put("property", broken.property()).put("seed", broken.seed()));
    if (broken.reason() != null) {
      broken.reason().printStackTrace();
    }
  }

  /** The modules' test classes are jars on the class path. */
  private static LauncherDiscoveryRequest allProperties() {
    Set<Path> roots =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().matches("streamrecall-.*-tests\\.jar"))
            .collect(Collectors.toSet());
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClasspathRoots(roots))
        .filters(EngineFilter.includeEngines("jqwik"))
        .configurationParameter("jqwik.reporting.onlyfailures", "true")
        .configurationParameter("jqwik.database", "") // in no folder of the user's
        .build();
  }
}
