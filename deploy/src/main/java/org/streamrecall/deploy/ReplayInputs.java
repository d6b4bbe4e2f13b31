package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.client.json.QueryJson;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Query;
import org.streamrecall.model.Schema;

/**
 * The records of a tokens and a queries file in the order in which they count: by time, tokens
 * before queries of the same time, else as in the file. Tokens without a time were always known and
 * come first, queries without one ask at the end.
 *
 * <p>A query's id travels as the query's number, because the user's need not be unique.
 */
final class ReplayInputs {
  private record Step(long time, RecallInput input) {}

  /** A query as the user knows it. */
  private record Asked(String id, String place) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final Consumer<String> complaints;
  private int rejected;

  private ReplayInputs(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  /**
   * @param complaints is told of each line that is no record, with file and line
   */
  static ReplayInputs read(
      Schema schema, InputFile tokens, InputFile queries, Consumer<String> complaints) {
    ReplayInputs inputs = new ReplayInputs(complaints);
    TokenJson tokenJson = new TokenJson(schema.fields());
    JsonLines.forEach(
        tokens,
        (place, json) -> inputs.take(place, () -> inputs.tell(schema, tokenJson.read(json))));
    QueryJson queryJson = new QueryJson(schema.fields());
    JsonLines.forEach(
        queries,
        (place, json) ->
            inputs.take(place, () -> inputs.ask(schema, queryJson.read(json, null), place)));
    // Stable: what was read first, tokens before queries, stays first among equal times.
    inputs.steps.sort(Comparator.comparingLong(Step::time));
    return inputs;
  }

  /** The records in their order. */
  List<RecallInput> ordered() {
    return steps.stream().map(Step::input).toList();
  }

  /** Number of queries taken in. */
  int queries() {
    return asked.size();
  }

  /** The user's id of a query. */
  String id(int query) {
    return asked.get(query).id();
  }

  /** File and line of a query. */
  String place(int query) {
    return asked.get(query).place();
  }

  /** Number of records that could not be taken in. */
  int rejected() {
    return rejected;
  }

  void reject(String place, String reason) {
    rejected++;
    complaints.accept(place + ": " + reason);
  }

  private void take(String place, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      reject(place, e.getMessage());
    }
  }

  private void tell(Schema schema, TokenRecord record) {
    if (record instanceof TokenRecord.Told told) {
      Tell tell = (Tell) RecallInput.of(schema, told.token());
      steps.add(new Step(tell.atom().time(), tell));
    } else if (record instanceof TokenRecord.Forgotten forgotten) {
      long time = forgotten.time();
      if (time == Atom.NO_TIME && !steps.isEmpty()) {
        time = steps.get(steps.size() - 1).time(); // it belongs behind the record before it
      }
      steps.add(new Step(time, new Forget(forgotten.context())));
    }
  }

  private void ask(Schema schema, Query query, String place) {
    float[] tag = schema.embed(query);
    String number = Integer.toString(asked.size());
    long time = query.time() == Atom.NO_TIME ? Long.MAX_VALUE : query.time();
    RecallInput ask =
        new Ask(number, query.context(), tag, query.inputs(), query.time(), query.replyTo());
    steps.add(new Step(time, ask));
    asked.add(new Asked(query.id(), place));
  }
}
