package org.streamrecall.flink.operator;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Question;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.models.PerModel;
import org.streamrecall.flink.order.Turn;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.RecallSession;
import org.streamrecall.model.Status;

/** A context's memory under one key, that answers by itself. */
public final class RecallFunction extends TokenFunction<Prediction> {
  private static final long serialVersionUID = 1;

  private transient PerModel<RecallSession> sessions;

  public RecallFunction(Serving serving) {
    super(serving);
  }

  @Override
  protected String begin(RuntimeContext context) {
    sessions = new PerModel<>(RecallSession::new);
    return super.begin(context);
  }

  @Override
  protected String contextOf(String key) {
    return key;
  }

  @Override
  protected void refuse(Refused refused, Outlet<Prediction> out) {
    out.aside(SideOutputs.REFUSED, refused);
  }

  @Override
  protected void answer(Question question, Turn<RecallInput> turn, Outlet<Prediction> out)
      throws Exception {
    Ask ask = question.ask();
    Prediction prediction = predict(ask, served.at(ask.time()), turn.status(), turn);
    out.emit(prediction);
    metrics.predictions.inc();
    if (shadow != null) {
      try { // its faults are counted and stop nothing
        Prediction other = predict(ask, shadow, prediction.answer().status(), turn);
        out.aside(SideOutputs.SHADOW, other);
      } catch (Refusal e) {
        metrics.shadowFailures.inc();
      }
    }
  }

  private Prediction predict(Ask ask, RecallModel model, Status status, Turn<RecallInput> turn)
      throws Exception {
    long start = System.nanoTime();
    MeasureSketch sketch = recall(turn);
    Answer answer = Refusal.guard(() -> sessions.of(model).answer(sketch, ask.tag(), ask.inputs()));
    metrics.recallNanos.update(System.nanoTime() - start);
    return prediction(ask, answer.as(status), model);
  }
}
