package org.streamrecall.flink.operator;

import java.util.Comparator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Origin;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Question;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.Tell;
import org.streamrecall.flink.gate.Admission;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.order.Held;
import org.streamrecall.flink.order.Turn;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Schema;

/** Folds a context's tokens into its memory and has its queries answered from it. */
public abstract class TokenFunction<O> extends KeyedMemory<RecallInput, O> {
  private static final long serialVersionUID = 1;

  private transient Admission admission;
  private transient ContextMemory memory;

  protected TokenFunction(Serving serving) {
    super(serving, RecordTypes.INPUT);
  }

  /**
   * Answers a query from what the current key was told.
   *
   * @throws Refusal if there is no answer
   */
  protected abstract void answer(Question question, Turn<RecallInput> turn, Outlet<O> out)
      throws Exception;

  /** The context whose memory stands under a key. */
  protected abstract String contextOf(String key);

  @Override
  protected String begin(RuntimeContext context) {
    Schema schema = served.model().schema();
    SketchLayout layout = serving.layout(schema);
    admission = new Admission(schema);
    memory = new ContextMemory(context, layout);
    return layout.account();
  }

  @Override
  protected void take(RecallInput input, Turn<RecallInput> turn, Outlet<O> out) throws Exception {
    if (input instanceof Tell tell) {
      admission.require(tell);
      int folded = memory.tell(tell.atom());
      if (folded > 0) {
        metrics.folds.inc();
        metrics.contextBytes.update(folded);
      }
      metrics.tokens.inc();
    } else if (input instanceof Question question) {
      admission.require(question.ask());
      answer(question, turn, out);
    } else if (input instanceof Refused refused) {
      metrics.refused.inc();
      refuse(refused, out);
    }
  }

  /** The current key's measure, see {@link ContextMemory#recall}. */
  protected final MeasureSketch recall(Turn<RecallInput> turn) throws Exception {
    return memory.recall(turn.taken());
  }

  @Override
  protected void clear() {
    memory.forget();
  }

  @Override
  protected Comparator<? super Held<RecallInput>> order() {
    return Held.BY_ROLE.thenComparing(Held.BY_BYTES);
  }

  @Override
  protected String reference(RecallInput input) {
    return input instanceof Tell tell ? tell.atom().ref() : null;
  }

  @Override
  protected int counted(RecallInput input) {
    return input instanceof Question question && !question.counts() ? 0 : 1;
  }

  @Override
  protected void refuse(RecallInput input, Refusal why, Outlet<O> out) {
    refuse(refused(input, why), out);
  }

  protected final Refused refused(RecallInput input, Refusal why) {
    if (input instanceof Question question) {
      Ask ask = question.ask();
      return new Refused(ask.context(), Refused.QUERY, ask.id(), why.getMessage(), ask.origin());
    }
    Origin origin = input instanceof Tell tell ? tell.origin() : null;
    String context = contextOf(input.context());
    return new Refused(context, Refused.TOKEN, null, why.getMessage(), origin);
  }
}
