package org.streamrecall.flink;

import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;

/**
 * Folds a context's tokens into its memory and has its queries answered from it, in order of
 * arrival or of time.
 *
 * <ol>
 *   <li>A query changes nothing.
 *   <li>A record's own fault is refused and leaves the state as it was; a failing state backend or
 *       downstream operator fails the job, so that Flink restores it.
 *   <li>A new model answers from the next query on, about all that was ever told.
 * </ol>
 *
 * @param <O> what goes out
 */
abstract class MemoryFunction<O>
    extends KeyedBroadcastProcessFunction<String, RecallInput, ModelUpdate, O>
    implements CheckpointedFunction, CheckpointListener {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFunction.class);

  final Serving serving;
  transient ServedModel served;
  transient RecallMetrics metrics;
  private transient Admission admission;
  private transient ContextMemory memory;
  private transient Duplicates duplicates; // null to take every token
  private transient TimeOrder waiting; // null for order of arrival
  private transient boolean first; // of the subtasks: says once what all of them know

  MemoryFunction(Serving serving) {
    this.serving = serving;
  }

  /**
   * Answers a query from what the current key was told.
   *
   * @param ahead tokens taken to be told already, see {@link #recall}
   * @throws Refusal if there is no answer
   */
  abstract void answer(
      Question question,
      Status status,
      List<RecallInput> ahead,
      ReadOnlyContext context,
      Collector<O> out)
      throws Exception;

  /**
   * Lets go what was not taken in; it is counted already.
   *
   * @param aside leads to {@link Recall#REFUSED}
   */
  abstract void refuse(Refused refused, Consumer<Refused> aside, Collector<O> out);

  /** The context whose memory stands under a key. */
  abstract String contextOf(String key);

  /** Whether the current context is forgotten when it is silent for long. */
  abstract boolean expires(ReadOnlyContext context);

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    served = serving.served(context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // Every write goes to Flink's own state at once: there is nothing to flush.
    served.checkpoint(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    served.complete(checkpoint);
  }

  @Override
  public void open(OpenContext context) {
    Schema schema = served.model().schema();
    admission = new Admission(schema);
    SketchLayout layout = serving.layout(schema);
    memory = new ContextMemory(getRuntimeContext(), layout);
    metrics = new RecallMetrics(getRuntimeContext().getMetricGroup());
    duplicates =
        serving.distinct() == 0 ? null : new Duplicates(getRuntimeContext(), serving.distinct());
    waiting =
        serving.eventTime() == null
            ? null
            : new TimeOrder(serving.eventTime(), getRuntimeContext(), metrics);
    first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    if (first) {
      LOG.info("Serving model {}; one context's bytes:\n{}", served.model().id(), layout.account());
    }
  }

  @Override
  public void processElement(RecallInput input, ReadOnlyContext context, Collector<O> out)
      throws Exception {
    if (waiting == null || input instanceof Refused) {
      take(input, Status.OK, context, out);
      return;
    }
    try {
      waiting.arrive(input, context.timestamp(), context.timerService(), taker(context, out));
    } catch (Refusal e) {
      refuse(input, e, context, out);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<O> out) throws Exception {
    var timers = context.timerService();
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      waiting.release(timers, taker(context, out));
    } else {
      waiting.hurry(time, timers, taker(context, out));
    }
  }

  private TimeOrder.Taker taker(ReadOnlyContext context, Collector<O> out) {
    return new TimeOrder.Taker() {
      @Override
      public void take(RecallInput input, Status status) throws Exception {
        MemoryFunction.this.take(input, status, context, out);
      }

      @Override
      public boolean expires() {
        return MemoryFunction.this.expires(context);
      }

      @Override
      public void expire() {
        forget();
        metrics.expired.inc();
      }

      @Override
      public void foresee(Question question, List<RecallInput> ahead) throws Exception {
        ask(question, Status.PROVISIONAL, ahead, context, out);
      }
    };
  }

  /**
   * @param status of the answer, if it is a query that can be answered
   */
  private void take(RecallInput input, Status status, ReadOnlyContext context, Collector<O> out)
      throws Exception {
    if (input instanceof Tell tell) {
      tell(tell, context, out);
    } else if (input instanceof Question question) {
      ask(question, status, List.of(), context, out);
    } else if (input instanceof Forget) {
      forget();
      metrics.forgets.inc();
    } else if (input instanceof Refused refused) {
      metrics.refused.inc();
      refuse(refused, aside(context), out);
    }
  }

  private void forget() {
    memory.forget();
    if (duplicates != null) {
      duplicates.forget();
    }
  }

  private void tell(Tell tell, ReadOnlyContext context, Collector<O> out) throws Exception {
    try {
      admission.require(tell);
      if (duplicates != null && duplicates.seen(tell.atom().ref())) {
        metrics.duplicates.inc();
        return;
      }
      if (memory.tell(tell.atom())) {
        metrics.folds.inc();
        metrics.contextBytes.update(memory.bytes());
      }
      metrics.tokens.inc();
    } catch (Refusal e) {
      refuse(tell, e, context, out);
    }
  }

  private void ask(
      Question question,
      Status status,
      List<RecallInput> ahead,
      ReadOnlyContext context,
      Collector<O> out)
      throws Exception {
    int counted = question.counts() ? 1 : 0;
    if (!serving.passes(question.ask())) {
      metrics.skipped.inc(counted);
      return;
    }
    metrics.queries.inc(counted);
    try {
      admission.require(question.ask());
      answer(question, status, ahead, context, out);
    } catch (Refusal e) {
      refuse(question, e, context, out);
      return;
    }
    if (status == Status.PROVISIONAL) {
      metrics.provisional.inc(counted);
    }
  }

  /**
   * The current key's measure, see {@link ContextMemory#recall}.
   *
   * @param ahead tokens that are taken to be told already
   */
  final MeasureSketch recall(List<RecallInput> ahead) throws Exception {
    return memory.recall(ahead);
  }

  /** Refuses an input of the current key; questions may want to be answered all the same. */
  void refuse(RecallInput input, Refusal why, ReadOnlyContext context, Collector<O> out) {
    metrics.refused.inc();
    refuse(refused(input, why), aside(context), out);
  }

  private Consumer<Refused> aside(ReadOnlyContext context) {
    return refused -> context.output(Recall.REFUSED, refused);
  }

  final Refused refused(RecallInput input, Refusal why) {
    if (input instanceof Question question) {
      Ask ask = question.ask();
      return new Refused(ask.context(), Refused.QUERY, ask.id(), why.getMessage(), ask.origin());
    }
    Origin origin = input instanceof Tell tell ? tell.origin() : null;
    String context = contextOf(input.context());
    return new Refused(context, Refused.TOKEN, null, why.getMessage(), origin);
  }

  @Override
  public void processBroadcastElement(ModelUpdate update, Context context, Collector<O> out)
      throws Exception {
    try {
      served.replace(update);
      if (first) {
        metrics.modelSwaps.inc();
        if (waiting != null && update.effectiveFrom() <= context.currentWatermark()) {
          metrics.lateModels.inc();
        }
        LOG.info("Model \"{}\" is taken in: {}", update.name(), served.model().id());
      }
    } catch (Refusal e) {
      if (first) {
        metrics.modelRefusals.inc();
        LOG.warn("Model \"{}\" is refused: {}", update.name(), e.getMessage());
        refuse(
            new Refused(null, Refused.MODEL, update.name(), e.getMessage()),
            refused -> context.output(Recall.REFUSED, refused),
            out);
      }
    }
  }
}
