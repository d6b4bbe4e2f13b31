package org.streamrecall.flink;

import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.RecallSession;
import org.streamrecall.model.Status;

/** A context's memory under one key, that answers by itself. */
final class RecallFunction extends MemoryFunction<Prediction> {
  private transient RecallModel shadow; // null for none
  private transient PerModel<RecallSession> sessions;

  RecallFunction(Serving serving) {
    super(serving);
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    shadow = serving.shadowModel();
    sessions = new PerModel<>(RecallSession::new);
  }

  @Override
  String contextOf(String key) {
    return key;
  }

  @Override
  boolean expires(ReadOnlyContext context) {
    return true;
  }

  @Override
  void refuse(Refused refused, Consumer<Refused> aside, Collector<Prediction> out) {
    aside.accept(refused);
  }

  @Override
  void answer(
      Question question,
      Status status,
      List<RecallInput> ahead,
      ReadOnlyContext context,
      Collector<Prediction> out)
      throws Exception {
    Ask ask = question.ask();
    Prediction prediction = predict(ask, served.at(ask.time()), status, ahead);
    out.collect(prediction);
    metrics.predictions.inc();
    if (shadow != null) {
      shadow(ask, prediction.answer().status(), ahead, context);
    }
  }

  /** What another model would have said: its faults are counted and stop nothing. */
  private void shadow(Ask ask, Status status, List<RecallInput> ahead, ReadOnlyContext context)
      throws Exception {
    try {
      context.output(Recall.SHADOW, predict(ask, shadow, status, ahead));
    } catch (Refusal e) {
      metrics.shadowFailures.inc();
    }
  }

  private Prediction predict(Ask ask, RecallModel model, Status status, List<RecallInput> ahead)
      throws Exception {
    long start = System.nanoTime();
    MeasureSketch sketch = recall(ahead);
    Answer answer;
    try {
      answer = sessions.of(model).answer(sketch, ask.tag(), ask.inputs());
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    metrics.recallNanos.update(System.nanoTime() - start);
    return Predictions.of(ask, answer.as(status), model);
  }
}
