package org.streamrecall.flink.order;

import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.streamrecall.flink.Answered;
import org.streamrecall.model.Prediction;

/** Answers with the timestamps of what they answer; the side outputs are the recall's own. */
public final class Stamped<T> extends SingleOutputStreamOperator<T> {
  private final SingleOutputStreamOperator<T> recall;

  private Stamped(SingleOutputStreamOperator<T> recall, SingleOutputStreamOperator<T> stamped) {
    super(stamped.getExecutionEnvironment(), stamped.getTransformation());
    this.recall = recall;
  }

  public static Stamped<Prediction> predictions(
      SingleOutputStreamOperator<Prediction> recall, String uid) {
    return of(recall, uid, Prediction::time);
  }

  public static <E> Stamped<Answered<E>> events(
      SingleOutputStreamOperator<Answered<E>> recall, String uid) {
    return of(recall, uid, answered -> answered.prediction().time());
  }

  private static <T> Stamped<T> of(
      SingleOutputStreamOperator<T> recall, String uid, StampOperator.Time<T> time) {
    return new Stamped<>(
        recall,
        recall
            .transform("timestamps of " + uid, recall.getType(), new StampOperator<>(time))
            .uid(uid + "-timestamps"));
  }

  @Override
  public <X> SideOutputDataStream<X> getSideOutput(OutputTag<X> tag) {
    return recall.getSideOutput(tag);
  }
}
