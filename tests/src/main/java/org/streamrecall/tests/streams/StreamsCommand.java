package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.tests.streams.Baselines.Method;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tests/streams}: numbers of real streams, foretold, beside simple methods. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Foretells the numbers that DATA/sets.json names, of the streams DATA/SET.jsonl, ahead of time,",
      "untrained, beside simple methods, and prints one JSON object a line: RMSE over that of the",
      "last value, geometric mean over keys; Winkler scores of 90 % intervals over that of the last",
      "value with conformal ones; where people have marked what is unusual, how well surprise finds",
      "it. The last line compares with the best of the baselines, column by column. Numbers of the",
      "event itself and categories are not taken yet, and nothing is trained."
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
    List<StreamSet> sets = StreamSet.read(data);
    requireKnown(sets);
    PrintWriter out = spec.commandLine().getOut();
    List<Column> columns = new ArrayList<>();
    for (StreamSet set : sets) {
      if (only.isEmpty() || only.contains(set.set())) {
        run(set, columns, out);
      }
    }
    ObjectNode last = JsonNodeFactory.instance.objectNode().put("columns", columns.size());
    double logs = 0;
    for (Column column : columns) {
      logs += StrictMath.log(column.ours() / column.best());
    }
    Column.put(last, "oursOverBest", StrictMath.exp(logs / columns.size()));
    last.putNull("trainedOverBest");
    out.println(last);
    out.flush();
    return CommandLine.ExitCode.OK;
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

  private void run(StreamSet set, List<Column> columns, PrintWriter out) throws IOException {
    List<Series> all = Series.read(data, set);
    List<List<KeyScore>> scores = new ArrayList<>();
    set.horizons().forEach(horizon -> scores.add(new ArrayList<>()));
    Marked marked = set.label() == null ? null : new Marked(set);
    int taken = set.keys() == 0 ? all.size() : Math.min(set.keys(), all.size());
    EventSchema schema = Reading.of(set, all.subList(0, taken));
    EventSchema next = Reading.of(set.at(1), all);
    int refused = 0;
    int bytes = 0;
    double nanos = 0;
    double events = 0;
    for (int k = 0; k < all.size(); k++) {
      Series series = all.get(k);
      if (series.isConstant() || k >= taken && marked == null) {
        continue;
      }
      if (marked != null) { // of several horizons the most surprising would count
        marked.add(series, foretold(series, set.at(1), next).surprises());
      }
      if (k < taken) {
        Protocol protocol = Protocol.of(series, set);
        Foretold foretold = foretold(series, set, schema);
        refused += foretold.refused();
        Map<Method, double[][]> baselines = new Baselines(series, set, protocol).foretell();
        for (int h = 0; h < scores.size(); h++) {
          scores.get(h).add(KeyScore.of(series, set, protocol, h, baselines, foretold));
        }
        bytes = Math.max(bytes, foretold.bytes());
        nanos += foretold.nanos();
        events += series.length();
      }
    }
    for (int h = 0; h < scores.size(); h++) {
      Column column =
          new Column(set, set.horizons().get(h), scores.get(h), bytes, nanos / events / 1000);
      columns.add(column);
      out.println(column.json());
    }
    if (refused > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s: the memory took %d events not; there ours is the last value%n",
              set.set(), refused);
    }
    if (marked != null) {
      out.println(marked.json());
    }
    out.flush();
  }

  private Foretold foretold(Series series, StreamSet set, EventSchema schema) {
    return Foretold.of(series, set, schema, Protocol.of(series, set), sketchBytes);
  }
}
