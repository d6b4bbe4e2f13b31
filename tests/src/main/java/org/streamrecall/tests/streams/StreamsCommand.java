package org.streamrecall.tests.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.streamrecall.events.AlarmRule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tests/streams}: real streams, foretold, beside simple methods. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Foretells the numbers and categories that DATA/sets.json names, of the streams DATA/SET.jsonl,",
      "beside simple methods, and prints one JSON object a line. Of numbers: RMSE over that of the",
      "last value, geometric mean over keys; Winkler scores of 90 %% intervals over that of the last",
      "value with conformal ones. Of categories: how often the likeliest came, and the mean log loss",
      "in nats. Where people have marked what is unusual: how well it is found. The last line",
      "compares with the best of the baselines, column by column, of numbers that are foretold ahead."
    })
public final class StreamsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DATA", description = "Folder of sets.json and the streams.")
  private Path data;

  @Option(
      names = "--set",
      split = ",",
      paramLabel = "NAME",
      description = "Only these sets (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      defaultValue = "16384",
      description = "Bytes of one key's memory, all in.")
  private int sketchBytes;

  @Option(
      names = "--trained",
      description = {
        "Also with models: two folds by key, each trained on the first halves of the other's keys.",
        "Sets of fewer than 12 keys have none."
      })
  private boolean trained;

  @Option(
      names = "--false-alarms",
      paramLabel = "RATE",
      description = "Of the ordinary events of a key so many may ring, above 0, at most .05.")
  private double falseAlarms = AlarmRule.DEFAULTS.falseAlarms();

  @Option(names = "--json", description = "As JSON, which is the only form.")
  private boolean json;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new StreamsCommand());
  }

  @Override
  public Integer call() throws IOException {
    List<StreamSet> sets = sets();
    requireKnown(sets);
    AlarmRule rule = rule();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Run run =
        new Run(
            data,
            sketchBytes,
            trained,
            rule,
            line -> {
              out.println(line);
              out.flush();
            },
            complaint -> {
              err.println(complaint);
              err.flush();
            });
    List<Column> columns = new ArrayList<>();
    int status = CommandLine.ExitCode.OK;
    for (StreamSet set : sets) {
      if (only.isEmpty() || only.contains(set.set())) {
        try {
          columns.addAll(run(set, run));
        } catch (NoSuchFileException e) {
          err.println(set.set() + ": " + e.getFile() + " is not there; put it into DATA");
          status = CommandLine.ExitCode.SOFTWARE;
        }
      }
    }
    run.lines().accept(summary(columns));
    return status;
  }

  /** Columns of numbers that are foretold ahead. */
  private static List<Column> run(StreamSet set, Run run) throws IOException {
    if (set.isCategory()) {
      CategoryRun.of(set, run);
      return List.of();
    }
    List<Column> columns = NumberRun.of(set, run);
    return set.isWithin() ? List.of() : columns;
  }

  private static ObjectNode summary(List<Column> columns) {
    List<Column> scored =
        columns.stream().filter(column -> Double.isFinite(column.ours())).toList();
    ObjectNode last = JsonNodeFactory.instance.objectNode().put("columns", scored.size());
    Column.put(last, "oursOverBest", overBest(scored, Column::ours));
    Column.put(last, "trainedOverBest", overBest(scored, Column::trained));
    return last;
  }

  /** The geometric mean over the columns that have it; NaN if none has. */
  private static double overBest(List<Column> columns, ToDoubleFunction<Column> of) {
    double mean =
        columns.stream()
            .filter(column -> Double.isFinite(of.applyAsDouble(column)))
            .mapToDouble(column -> StrictMath.log(of.applyAsDouble(column) / column.best()))
            .average()
            .orElse(Double.NaN);
    return StrictMath.exp(mean);
  }

  private List<StreamSet> sets() throws IOException {
    try {
      return StreamSet.read(data);
    } catch (FileNotFoundException | IllegalArgumentException | JsonProcessingException e) {
      throw new ParameterException(
          spec.commandLine(),
          data + " has no sets.json that says what to foretell: " + e.getMessage());
    }
  }

  private AlarmRule rule() {
    try {
      return AlarmRule.DEFAULTS.withFalseAlarms(falseAlarms);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--false-alarms=" + falseAlarms + " is no rate above 0 and at most .05; write .001");
    }
  }

  private void requireKnown(List<StreamSet> sets) {
    Set<String> known =
        sets.stream().map(StreamSet::set).collect(Collectors.toCollection(TreeSet::new));
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--set=" + name + " is none of " + String.join(", ", known) + "; name one of these");
      }
    }
  }
}
