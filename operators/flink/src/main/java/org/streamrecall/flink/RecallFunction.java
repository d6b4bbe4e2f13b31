package org.streamrecall.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;

/**
 * Folds a context's tokens into its memory and answers its queries from it, in order of arrival.
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

  private final byte[] firstModel;
  private final int sketchBytes;
  private final long halfLife; // a job's functions are serialized: no record of the core
  private transient ServedModel served;
  private transient Admission admission;
  private transient ContextMemory memory;
  private transient RecallMetrics metrics;
  private transient boolean first; // of the subtasks: says once what all of them know

  RecallFunction(byte[] firstModel, int sketchBytes, Decay decay) {
    this.halfLife = decay.halfLife();
    this.firstModel = firstModel;
    this.sketchBytes = sketchBytes;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    served = new ServedModel(firstModel, context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // Every write goes to Flink's own state at once: there is nothing to flush.
  }

  @Override
  public void open(OpenContext context) {
    admission = new Admission(served.model().schema());
    SketchLayout layout =
        SketchLayout.of(served.model().schema().shape(), sketchBytes, true, new Decay(halfLife));
    memory = new ContextMemory(getRuntimeContext(), layout);
    metrics = new RecallMetrics(getRuntimeContext().getMetricGroup());
    first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    if (first) {
      LOG.info("Serving model {}; one context's bytes:\n{}", served.model().id(), layout.account());
    }
  }

  @Override
  public void processElement(RecallInput input, ReadOnlyContext context, Collector<Prediction> out)
      throws Exception {
    if (input instanceof Tell tell) {
      tell(tell, context);
    } else if (input instanceof Ask ask) {
      ask(ask, context, out);
    } else if (input instanceof Forget) {
      memory.forget();
      metrics.forgets.inc();
    } else if (input instanceof Refused refused) {
      refuse(refused, context);
    }
  }

  private void tell(Tell tell, ReadOnlyContext context) throws Exception {
    try {
      admission.require(tell);
      if (memory.tell(tell.atom())) {
        metrics.folds.inc();
      }
      metrics.tokens.inc();
    } catch (Refusal e) {
      refuse(new Refused(tell.context(), Refused.TOKEN, null, e.getMessage()), context);
    }
  }

  private void ask(Ask ask, ReadOnlyContext context, Collector<Prediction> out) throws Exception {
    metrics.queries.inc();
    Prediction prediction;
    try {
      admission.require(ask);
      prediction = predict(ask);
    } catch (Refusal e) {
      refuse(new Refused(ask.context(), Refused.QUERY, ask.id(), e.getMessage()), context);
      return;
    }
    out.collect(prediction);
    metrics.predictions.inc();
  }

  private Prediction predict(Ask ask) throws Exception {
    long start = System.nanoTime();
    var sketch = memory.recall();
    Answer answer;
    try {
      answer = served.model().answer(sketch, ask.tag(), ask.inputs());
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
        ask.id(), ask.context(), ask.time(), answer, served.model().id(), ask.replyTo());
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
        LOG.info("Model \"{}\" answers from now on: {}", update.name(), served.model().id());
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
