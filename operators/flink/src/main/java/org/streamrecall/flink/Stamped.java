package org.streamrecall.flink;

import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.streamrecall.model.Prediction;

/** Predictions with their queries' timestamps; the side outputs are the recall's own. */
final class Stamped extends SingleOutputStreamOperator<Prediction> {
  private final SingleOutputStreamOperator<Prediction> recall;

  private Stamped(
      SingleOutputStreamOperator<Prediction> recall,
      SingleOutputStreamOperator<Prediction> stamped) {
    super(stamped.getExecutionEnvironment(), stamped.getTransformation());
    this.recall = recall;
  }

  static Stamped of(SingleOutputStreamOperator<Prediction> recall, String uid) {
    return new Stamped(
        recall,
        recall
            .transform("timestamps of " + uid, RecallTypes.PREDICTION, new StampOperator())
            .uid(uid + "-timestamps"));
  }

  @Override
  public <X> SideOutputDataStream<X> getSideOutput(OutputTag<X> tag) {
    return recall.getSideOutput(tag);
  }
}
