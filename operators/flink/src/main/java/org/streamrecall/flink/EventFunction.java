package org.streamrecall.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Waiting;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/**
 * Judges each event by its key's memory, then tells the memory the event, in order of arrival.
 *
 * <ol>
 *   <li>An event's own fault goes to the side output and leaves the state as it was.
 *   <li>A new model answers from the next event on, about all that was ever told.
 * </ol>
 *
 * @param <R> what leaves: answers, the rest going to side outputs, or all of it encoded
 */
class EventFunction<E, R> extends KeyedBroadcastProcessFunction<String, Asked<E>, ModelUpdate, R>
    implements CheckpointedFunction {
  private static final Logger LOG = LoggerFactory.getLogger(EventFunction.class);

  private final byte[] firstModel;
  private final int sketchBytes;
  private final long halfLife;
  private final int mostWaiting;
  private final long longestWait;
  private final EventRecall.Encoding<E, R> encoding; // null where a subclass emits
  private transient ServedModel served;
  private transient EventMemory scratch;
  private transient KeyMemory memory;
  private transient RecallMetrics metrics;
  private transient boolean first; // of the subtasks: says once what all of them know

  EventFunction(
      byte[] firstModel,
      int sketchBytes,
      Decay decay,
      Waiting waiting,
      EventRecall.Encoding<E, R> encoding) {
    this.firstModel = firstModel;
    this.sketchBytes = sketchBytes;
    this.halfLife = decay.halfLife();
    this.mostWaiting = waiting.most();
    this.longestWait = waiting.millis();
    this.encoding = encoding;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    served =
        new ServedModel(
            firstModel,
            new Decay(halfLife),
            ServedModel.ARRIVAL,
            EventMemory.stateFormats(RecallModel.fromBytes(firstModel)).stream()
                .map(of -> ServedModel.FORMAT + "." + of)
                .toList(),
            context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // Every write goes to Flink's own state at once: there is nothing to flush.
  }

  @Override
  public void open(OpenContext context) {
    Decay decay = halfLife == 0 ? Decay.NONE : new Decay(halfLife);
    Waiting waiting = new Waiting(mostWaiting, longestWait);
    scratch = new EventMemory(served.model(), sketchBytes, true, decay, waiting);
    memory = new KeyMemory(getRuntimeContext(), scratch);
    metrics = new RecallMetrics(getRuntimeContext().getMetricGroup());
    first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    if (first) {
      LOG.info("Serving model {}; one key's bytes:\n{}", served.model().id(), scratch.account());
    }
  }

  @Override
  public void processElement(Asked<E> asked, ReadOnlyContext context, Collector<R> out)
      throws Exception {
    if (asked.read() == null) {
      emit(refusal(asked, asked.refusal()), context, out);
      return;
    }
    if (asked.isForget()) {
      memory.forget();
      metrics.forgets.inc();
      return;
    }
    if (asked.isOutcome()) {
      learn(asked, context, out);
      return;
    }
    metrics.queries.inc();
    long start = System.nanoTime();
    Judgement judgement;
    try {
      judgement = asked.question() == null ? memory.tell(asked.read()) : memory.ask(asked.read());
    } catch (Refusal e) {
      emit(refusal(asked, e.getMessage()), context, out);
      return;
    }
    metrics.recallNanos.update(System.nanoTime() - start);
    if (asked.question() == null) {
      metrics.tokens.inc();
      metrics.givenUp.inc(scratch.givenUp());
    }
    Prediction prediction =
        new Prediction(
            asked.question(),
            asked.read().key(),
            asked.read().time(),
            judgement.answer(),
            served.model().id(),
            null);
    emit(new Answered<>(asked.event(), prediction, judgement.surprise()), out);
    metrics.predictions.inc();
  }

  private void learn(Asked<E> asked, ReadOnlyContext context, Collector<R> out) throws Exception {
    JudgedOutcome judged;
    try {
      judged = memory.outcome(asked.read());
    } catch (Refusal e) {
      emit(refusal(asked, e.getMessage()), context, out);
      return;
    }
    if (judged != null) {
      metrics.outcomes.inc();
      emit(judged, context, out);
    }
    metrics.givenUp.inc(scratch.givenUp());
  }

  private RefusedEvent<E> refusal(Asked<E> asked, String reason) {
    metrics.refused.inc();
    return new RefusedEvent<>(asked.event(), reason);
  }

  @Override
  public void processBroadcastElement(ModelUpdate update, Context context, Collector<R> out)
      throws Exception {
    try {
      served.replace(update);
      scratch.serve(served.model());
      if (first) {
        metrics.modelSwaps.inc();
        LOG.info("Model \"{}\" answers from now on: {}", update.name(), served.model().id());
      }
    } catch (Refusal e) {
      if (first) {
        metrics.modelRefusals.inc();
        LOG.warn("Model \"{}\" is refused: {}", update.name(), e.getMessage());
        emit(new Refused(null, Refused.MODEL, update.name(), e.getMessage()), context, out);
      }
    }
  }

  // ---- what leaves ----

  void emit(Answered<E> answered, Collector<R> out) {
    out.collect(encoding.answered(answered));
  }

  void emit(RefusedEvent<E> refused, ReadOnlyContext context, Collector<R> out) {
    out.collect(encoding.refused(refused));
  }

  void emit(Refused model, Context context, Collector<R> out) {
    out.collect(encoding.refused(model));
  }

  void emit(JudgedOutcome judged, ReadOnlyContext context, Collector<R> out) {
    out.collect(encoding.judged(judged));
  }

  /** Answers leave as they are, the rest by side outputs. */
  static <E> EventFunction<E, Answered<E>> sideways(
      byte[] firstModel,
      int sketchBytes,
      Decay decay,
      Waiting waiting,
      OutputTag<RefusedEvent<E>> refusedTag) {
    return new Sideways<>(firstModel, sketchBytes, decay, waiting, refusedTag);
  }

  private static final class Sideways<E> extends EventFunction<E, Answered<E>> {
    private static final long serialVersionUID = 1;

    private final OutputTag<RefusedEvent<E>> refusedTag;

    Sideways(
        byte[] firstModel,
        int sketchBytes,
        Decay decay,
        Waiting waiting,
        OutputTag<RefusedEvent<E>> refusedTag) {
      super(firstModel, sketchBytes, decay, waiting, null);
      this.refusedTag = refusedTag;
    }

    @Override
    void emit(Answered<E> answered, Collector<Answered<E>> out) {
      out.collect(answered);
    }

    @Override
    void emit(RefusedEvent<E> refused, ReadOnlyContext context, Collector<Answered<E>> out) {
      context.output(refusedTag, refused);
    }

    @Override
    void emit(Refused model, Context context, Collector<Answered<E>> out) {
      context.output(Recall.REFUSED, model);
    }

    @Override
    void emit(JudgedOutcome judged, ReadOnlyContext context, Collector<Answered<E>> out) {
      context.output(Recall.JUDGED_OUTCOMES, judged);
    }
  }
}
