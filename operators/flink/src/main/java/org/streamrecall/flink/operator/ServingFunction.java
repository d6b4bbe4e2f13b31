package org.streamrecall.flink.operator;

import java.util.List;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.gate.FirstInputs;
import org.streamrecall.flink.gate.RecallMetrics;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/**
 * What answers by the models that are broadcast: it restores them, and tells them of checkpoints.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
public abstract class ServingFunction<I, O>
    extends KeyedBroadcastProcessFunction<String, I, ModelUpdate, O>
    implements CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ServingFunction.class);

  protected final Serving serving;
  protected transient ServedModel served;
  protected transient RecallModel shadow; // answers beside them, null for none
  protected transient RecallMetrics metrics;
  protected transient FirstInputs inputs;

  protected ServingFunction(Serving serving) {
    this.serving = serving;
  }

  /** Versions of what memories are packed in: as it is written, then those that are read too. */
  protected List<String> formats() {
    return List.of(ServedModel.FORMAT);
  }

  @Override
  public final void initializeState(FunctionInitializationContext context) throws Exception {
    String order = serving.eventTime() == null ? ServedModel.ARRIVAL : ServedModel.TIME;
    OperatorStateStore store = context.getOperatorStateStore();
    served = new ServedModel(serving.model(), serving.decay(), order, formats(), store);
    shadow = serving.shadow() == null ? null : RecallModel.fromBytes(serving.shadow());
    metrics = new RecallMetrics(getRuntimeContext().getMetricGroup());
    inputs = new FirstInputs(LOG::error);
  }

  @Override
  public final void snapshotState(FunctionSnapshotContext context) {
    served.checkpoint(context.getCheckpointId());
  }

  @Override
  public final void notifyCheckpointComplete(long checkpoint) {
    served.complete(checkpoint);
  }

  /**
   * An answer on its way out.
   *
   * @throws Refusal if a number of it is not finite
   */
  protected static Prediction prediction(Ask ask, Answer answer, RecallModel model) throws Refusal {
    for (double value : answer.value()) {
      if (!Double.isFinite(value)) {
        throw new Refusal(
            "the answer is not finite; ask with smaller numbers, or train with tags and contents of"
                + " a common size");
      }
    }
    return new Prediction(ask.id(), ask.context(), ask.time(), answer, model.id(), ask.replyTo());
  }
}
