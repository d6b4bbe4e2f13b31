package org.streamrecall.flink.salt;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Question;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.ShardAsk;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.models.PerModel;
import org.streamrecall.flink.operator.Serving;
import org.streamrecall.flink.operator.TokenFunction;
import org.streamrecall.flink.order.Turn;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.model.PartialAnswer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.ShardedRecall;
import org.streamrecall.model.Status;

/** A shard of a context's memory: says its part, which {@link MergeFunction} makes an answer of. */
public final class ShardFunction extends TokenFunction<Said> {
  private static final long serialVersionUID = 1;

  private final Salting salting;
  private transient PerModel<ShardedRecall> recalls;

  public ShardFunction(Serving serving, Salting salting) {
    super(serving);
    this.salting = salting;
  }

  @Override
  protected String begin(RuntimeContext context) {
    recalls = serving.shardedRecalls();
    return super.begin(context);
  }

  @Override
  protected String contextOf(String key) {
    return key == null ? null : Salting.context(key);
  }

  /** A shard may be silent where its context is not. */
  @Override
  protected boolean expires(String key) {
    return salting.salts(Salting.context(key)) == 1;
  }

  @Override
  protected void refuse(Refused refused, Outlet<Said> out) {
    out.emit(Said.refusing(refused));
  }

  /** Every shard answers a question, if only that it cannot: the others' answers wait for it. */
  @Override
  protected void refuse(RecallInput input, Refusal why, Outlet<Said> out) {
    Refused refused = refused(input, why);
    out.emit(
        input instanceof Question question
            ? Said.refusing(part(question), refused)
            : Said.refusing(refused));
  }

  /** One that has waited since before the context was salted was asked of this shard only. */
  private static ShardAsk part(Question question) {
    return question instanceof ShardAsk part
        ? part
        : new ShardAsk(question.context(), 0, 1, question.ask());
  }

  @Override
  protected void answer(Question question, Turn<RecallInput> turn, Outlet<Said> out)
      throws Exception {
    ShardAsk part = part(question);
    Ask ask = part.ask();
    long start = System.nanoTime();
    MeasureSketch shard = recall(turn);
    List<Said.Voice> voices = new ArrayList<>();
    for (RecallModel model : served.candidates(ask.time())) {
      voices.add(new Said.Voice(model.id(), say(model, shard, ask)));
    }
    PartialAnswer other = shadow == null ? null : say(shadow, shard, ask);
    metrics.recallNanos.update(System.nanoTime() - start);
    // Shards that were added while it waited have tokens that it does not ask for.
    boolean all = part.salts() >= salting.salts(ask.context());
    Status status = all ? turn.status() : Said.worse(turn.status(), Status.PROVISIONAL);
    out.emit(new Said(ask, part.salt(), part.salts(), status, voices, other, null));
  }

  private PartialAnswer say(RecallModel model, MeasureSketch shard, Ask ask) throws Refusal {
    return Refusal.guard(() -> recalls.of(model).ask(shard, ask.tag()));
  }
}
