package org.streamrecall.flink;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
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
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;

/**
 * Folds a context's tokens into its memory and answers its queries from it, in order of arrival or
 * of time.
 *
 * <ol>
 *   <li>A query changes nothing.
 *   <li>A record's own fault goes to {@link Recall#REFUSED} and leaves the state as it was; a
 *       failing state backend or downstream operator fails the job, so that Flink restores it.
 *   <li>A new model answers from the next query on, about all that was ever told.
 * </ol>
 */
final class RecallFunction
    extends KeyedBroadcastProcessFunction<String, RecallInput, ModelUpdate, Prediction>
    implements CheckpointedFunction {
  private static final Logger LOG = LoggerFactory.getLogger(RecallFunction.class);

  private final Serving serving;
  private transient ServedModel served;
  private transient RecallModel shadow; // null for none
  private transient Admission admission;
  private transient ContextMemory memory;
  private transient RecallMetrics metrics;
  private transient Duplicates duplicates; // null to take every token
  private transient TimeOrder waiting; // null for order of arrival
  private transient boolean first; // of the subtasks: says once what all of them know

  RecallFunction(Serving serving) {
    this.serving = serving;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    served = new ServedModel(serving.model(), context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // Every write goes to Flink's own state at once: there is nothing to flush.
  }

  @Override
  public void open(OpenContext context) {
    admission = new Admission(served.model().schema());
    shadow = serving.shadow() == null ? null : RecallModel.fromBytes(serving.shadow());
    SketchLayout layout = serving.layout(served.model().schema());
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
  public void processElement(RecallInput input, ReadOnlyContext context, Collector<Prediction> out)
      throws Exception {
    if (waiting == null || input instanceof Refused) {
      take(input, Status.OK, context, out);
      return;
    }
    try {
      waiting.arrive(input, context.timestamp(), context.timerService(), taker(context, out));
    } catch (Refusal e) {
      refuse(refused(input, e), context);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Prediction> out)
      throws Exception {
    var timers = context.timerService();
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      waiting.release(timers, taker(context, out));
    } else {
      waiting.hurry(time, timers, taker(context, out));
    }
  }

  private TimeOrder.Taker taker(ReadOnlyContext context, Collector<Prediction> out) {
    return new TimeOrder.Taker() {
      @Override
      public void take(RecallInput input, Status status) throws Exception {
        RecallFunction.this.take(input, status, context, out);
      }

      @Override
      public void expire() {
        forget();
        metrics.expired.inc();
      }

      @Override
      public void foresee(Ask ask, List<RecallInput> ahead) throws Exception {
        ask(ask, Status.PROVISIONAL, ahead, context, out);
      }
    };
  }

  /**
   * @param status of the answer, if it is a query that can be answered
   */
  private void take(
      RecallInput input, Status status, ReadOnlyContext context, Collector<Prediction> out)
      throws Exception {
    if (input instanceof Tell tell) {
      tell(tell, context);
    } else if (input instanceof Ask ask) {
      ask(ask, status, List.of(), context, out);
    } else if (input instanceof Forget) {
      forget();
      metrics.forgets.inc();
    } else if (input instanceof Refused refused) {
      refuse(refused, context);
    }
  }

  private void forget() {
    memory.forget();
    if (duplicates != null) {
      duplicates.forget();
    }
  }

  private void tell(Tell tell, ReadOnlyContext context) throws Exception {
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
      refuse(refused(tell, e), context);
    }
  }

  private void ask(
      Ask ask,
      Status status,
      List<RecallInput> ahead,
      ReadOnlyContext context,
      Collector<Prediction> out)
      throws Exception {
    if (!serving.passes(ask)) {
      metrics.skipped.inc();
      return;
    }
    metrics.queries.inc();
    Prediction prediction;
    try {
      admission.require(ask);
      prediction = predict(ask, served.at(ask.time()), status, ahead);
    } catch (Refusal e) {
      refuse(refused(ask, e), context);
      return;
    }
    out.collect(prediction);
    metrics.predictions.inc();
    if (shadow != null) {
      shadow(ask, prediction, ahead, context);
    }
    if (status == Status.PROVISIONAL) {
      metrics.provisional.inc();
    }
  }

  /** What another model would have said: its faults are counted and stop nothing. */
  private void shadow(
      Ask ask, Prediction prediction, List<RecallInput> ahead, ReadOnlyContext context)
      throws Exception {
    try {
      Status status = prediction.answer().status();
      context.output(Recall.SHADOW, predict(ask, shadow, status, ahead));
    } catch (Refusal e) {
      metrics.shadowFailures.inc();
    }
  }

  private Prediction predict(Ask ask, RecallModel model, Status status, List<RecallInput> ahead)
      throws Exception {
    long start = System.nanoTime();
    MeasureSketch sketch = memory.recall(ahead);
    Answer answer;
    try {
      answer = model.answer(sketch, ask.tag(), ask.inputs());
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    metrics.recallNanos.update(System.nanoTime() - start);
    for (float value : answer.value()) {
      if (!Float.isFinite(value)) {
        throw new Refusal(
            "the answer is not finite; ask with smaller numbers, or train with tags and contents of"
                + " a common size");
      }
    }
    return new Prediction(
        ask.id(), ask.context(), ask.time(), answer.as(status), model.id(), ask.replyTo());
  }

  private static Refused refused(RecallInput input, Refusal why) {
    if (input instanceof Ask ask) {
      return new Refused(ask.context(), Refused.QUERY, ask.id(), why.getMessage(), ask.origin());
    }
    Origin origin = input instanceof Tell tell ? tell.origin() : null;
    return new Refused(input.context(), Refused.TOKEN, null, why.getMessage(), origin);
  }

  private void refuse(Refused refused, ReadOnlyContext context) {
    metrics.refused.inc();
    context.output(Recall.REFUSED, refused);
  }

  @Override
  public void processBroadcastElement(
      ModelUpdate update, Context context, Collector<Prediction> out) throws Exception {
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
        context.output(
            Recall.REFUSED, new Refused(null, Refused.MODEL, update.name(), e.getMessage()));
      }
    }
  }
}
