package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.model.PartialAnswer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.ShardedRecall;
import org.streamrecall.model.Status;

/** A shard of a context's memory: says its part, which {@link MergeFunction} makes an answer of. */
final class ShardFunction extends MemoryFunction<Said> {
  private final Salting salting;
  private transient RecallModel shadow; // null for none
  private transient PerModel<ShardedRecall> recalls;

  ShardFunction(Serving serving, Salting salting) {
    super(serving);
    this.salting = salting;
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    shadow = serving.shadowModel();
    recalls = serving.shardedRecalls();
  }

  @Override
  String contextOf(String key) {
    return key == null ? null : Salting.context(key);
  }

  /** A shard may be silent where its context is not. */
  @Override
  boolean expires(ReadOnlyContext context) {
    return salting.salts(Salting.context(context.getCurrentKey())) == 1;
  }

  @Override
  void refuse(Refused refused, Consumer<Refused> aside, Collector<Said> out) {
    out.collect(Said.refusing(refused));
  }

  /** Every shard answers a question, if only that it cannot: the others' answers wait for it. */
  @Override
  void refuse(RecallInput input, Refusal why, ReadOnlyContext context, Collector<Said> out) {
    if (input instanceof Question question) {
      metrics.refused.inc(question.counts() ? 1 : 0);
      out.collect(Said.refusing(part(question), refused(input, why)));
    } else {
      super.refuse(input, why, context, out);
    }
  }

  /** One that has waited since before the context was salted was asked of this shard only. */
  private static ShardAsk part(Question question) {
    return question instanceof ShardAsk part
        ? part
        : new ShardAsk(question.context(), 0, 1, question.ask());
  }

  @Override
  void answer(
      Question question,
      Status status,
      List<RecallInput> ahead,
      ReadOnlyContext context,
      Collector<Said> out)
      throws Exception {
    ShardAsk part = part(question);
    Ask ask = part.ask();
    long start = System.nanoTime();
    MeasureSketch shard = recall(ahead);
    List<Said.Voice> voices = new ArrayList<>();
    PartialAnswer other;
    try {
      for (RecallModel model : served.candidates(ask.time())) {
        voices.add(new Said.Voice(model.id(), recalls.of(model).ask(shard, ask.tag())));
      }
      other = shadow == null ? null : recalls.of(shadow).ask(shard, ask.tag());
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    metrics.recallNanos.update(System.nanoTime() - start);
    // Shards that were added while it waited have tokens that it does not ask for.
    boolean all = part.salts() >= salting.salts(ask.context());
    out.collect(
        new Said(
            ask,
            part.salt(),
            part.salts(),
            all ? status : Said.worse(status, Status.PROVISIONAL),
            voices,
            other,
            null));
  }
}
