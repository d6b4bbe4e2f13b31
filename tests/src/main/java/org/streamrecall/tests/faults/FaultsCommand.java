package org.streamrecall.tests.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.streamrecall.deploy.TemporaryFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tests/faults}: answers under faults beside those without. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "Sends one load through a job twice: undisturbed, and while tasks fail, TaskManagers are lost,",
      "the job is cancelled and restored, and the broker is killed. What a reader of committed",
      "records sees, answers, alarms and dead letters, must be the same, to the byte, each once."
    })
public final class FaultsCommand implements Callable<Integer> {
  /** The load is of an hour ago, for a broker refuses records that are an hour ahead. */
  private static final Duration AGO = Duration.ofHours(1);

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "Faults, of each kind nearly as many (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the load, the faults and their times (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Queries, with four tokens each (default: ${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--events",
      description = "Events and questions instead, in order of time; --queries counts both.")
  private boolean events;

  @Option(
      names = "--hostile",
      description = {
        "What is done is done to the command run, a process of its own: it stands still for longer than",
        "Kafka keeps its transactions, the broker does, the disk is full, a partition is added, a",
        "second run of the name starts, a clock is fast, run and broker are killed; three times each."
      })
  private boolean hostile;

  @Option(
      names = "--each",
      paramLabel = "N",
      defaultValue = "3",
      description = "With --hostile: how often each happens (default: ${DEFAULT-VALUE}).")
  private int each;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      defaultValue = "100",
      description = "Contexts, a tenth of which says a third (default: ${DEFAULT-VALUE}).")
  private int contexts;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "7",
      description =
          "Between two faults, on average: some come while the job recovers from the last (default:"
              + " ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--sabotage",
      paramLabel = "WAY",
      description =
          "Weaken the job, to see that it is noticed: ${COMPLETION-CANDIDATES}. Status 0 then means"
              + " that it was.")
  private Sabotage sabotage;

  @Spec private CommandSpec spec;

  private final long start = System.nanoTime();

  @Option(names = "--json", description = "End with the results as one line of JSON.")
  private boolean json;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new FaultsCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws Exception {
    if (sabotage != null && hostile != (sabotage.hostility() != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--sabotage "
              + sabotage
              + (hostile
                  ? " goes without --hostile; choose another"
                  : " goes with --hostile; add it"));
    }
    long from = System.currentTimeMillis() - AGO.toMillis();
    boolean clocks = sabotage != Sabotage.ARRIVAL_ORDER;
    Load load = served().draw(new LoadDraw.Size(queries, contexts, seed, from, clocks)).load();
    if (hostile) {
      return hostile(load);
    }
    FaultPlan plan = FaultPlan.draw(kills, seed);
    try (TemporaryFolder folder = TemporaryFolder.create("streamrecall-faults-")) {
      Comparison comparison = compare(load, plan, folder.path());
      print(plan, comparison);
      boolean passed = sabotage == null ? comparison.isClean() : sabotage.isCaught(comparison);
      return passed ? 0 : 1;
    }
  }

  private int hostile(Load load) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("streamrecall-faults-")) {
      FaultRun.Outcome reference = reference(load, folder.path());
      HostileRun.Seen seen =
          new HostileRun(
                  served(),
                  folder.path().resolve("hostile"),
                  load,
                  each,
                  seconds * each * (sabotage == null ? Hostility.values().length : 2),
                  seed,
                  sabotage,
                  this::say)
              .run();
      HostileReport report = HostileReport.of(reference, seen);
      report.examples().forEach(this::say);
      print(report.json(queries));
      return (sabotage == null ? report.isClean() : sabotage.isCaught(report)) ? 0 : 1;
    }
  }

  private FaultRun.Outcome reference(Load load, Path folder) throws Exception {
    FaultPlan none = new FaultPlan(List.of());
    FaultRun.Outcome reference =
        new FaultRun(served(), folder.resolve("reference"), load, 0, none, null, this::say).run();
    requireWhole(reference, load);
    if ((silences(reference) == 0) != served().alarms().isEmpty()) {
      throw new IllegalStateException(
          "without faults no silence was an alarm; there is nothing to compare with");
    }
    say("the run without faults is done; now with them");
    return reference;
  }

  private static long silences(FaultRun.Outcome outcome) {
    return outcome.alarms().first().keySet().stream().filter(id -> id.contains("/silent/")).count();
  }

  private Served served() {
    return events ? Served.EVENTS : Served.TOKENS;
  }

  private Comparison compare(Load load, FaultPlan plan, Path folder) throws Exception {
    say(
        "%,d records, of them %,d queries and %,d that cannot be taken in"
            .formatted(load.records().size(), load.queries(), load.letters()));
    FaultRun.Outcome reference = reference(load, folder);
    double perSecond = load.records().size() / (seconds * Math.max(1, kills));
    FaultRun.Outcome disturbed =
        new FaultRun(
                served(), folder.resolve("disturbed"), load, perSecond, plan, sabotage, this::say)
            .run();
    say("answers: " + Comparison.of(reference.answers(), disturbed.answers()));
    say("dead letters: " + Comparison.of(reference.letters(), disturbed.letters()));
    say(
        "alarms: %,d, of them %,d of silences, %s"
            .formatted(
                reference.alarms().first().size(),
                silences(reference),
                Comparison.of(reference.alarms(), disturbed.alarms())));
    return disturbed.against(reference);
  }

  private static void requireWhole(FaultRun.Outcome reference, Load load) {
    int answers = reference.answers().first().size();
    int letters = reference.letters().first().size();
    if (answers != load.queries() || letters != load.letters()) {
      throw new IllegalStateException(
          "without faults "
              + answers
              + " of "
              + load.queries()
              + " queries were answered and "
              + letters
              + " of "
              + load.letters()
              + " records became dead letters; there is nothing to compare with");
    }
  }

  private void print(FaultPlan plan, Comparison comparison) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ObjectNode counts = line.putObject("kills");
    for (Fault fault : Fault.values()) {
      counts.put(fault.word(), plan.count(fault));
    }
    line.put("queries", queries);
    line.put("missing", comparison.missing());
    line.put("duplicates", comparison.duplicates());
    line.put("different", comparison.different());
    print(line);
  }

  private void print(ObjectNode line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? line.toString() : line.toPrettyString());
    out.flush();
  }

  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
    err.flush();
  }
}
