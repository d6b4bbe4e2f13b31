package org.streamrecall.flink.order;

import java.io.Serializable;
import java.util.function.ToLongFunction;
import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.streamrecall.measure.Atom;

/** Answers with the timestamps of what they answer; the side outputs are the recall's own. */
public final class Stamped<T> extends SingleOutputStreamOperator<T> {
  private final SingleOutputStreamOperator<T> recall;

  /** When what is answered was. */
  public interface Time<T> extends ToLongFunction<T>, Serializable {}

  private static final class Stamp<T> extends AbstractStreamOperator<T>
      implements OneInputStreamOperator<T, T> {
    private static final long serialVersionUID = 1;

    private final Time<T> time;

    Stamp(Time<T> time) {
      this.time = time;
    }

    @Override
    public void processElement(StreamRecord<T> element) {
      long at = time.applyAsLong(element.getValue());
      if (at != Atom.NO_TIME) {
        element.setTimestamp(at);
      }
      output.collect(element);
    }
  }

  private Stamped(SingleOutputStreamOperator<T> recall, SingleOutputStreamOperator<T> stamped) {
    super(stamped.getExecutionEnvironment(), stamped.getTransformation());
    this.recall = recall;
  }

  public static <T> Stamped<T> of(SingleOutputStreamOperator<T> recall, String uid, Time<T> time) {
    return new Stamped<>(
        recall,
        recall
            .transform("timestamps of " + uid, recall.getType(), new Stamp<>(time))
            .uid(uid + "-timestamps"));
  }

  @Override
  public <X> SideOutputDataStream<X> getSideOutput(OutputTag<X> tag) {
    return recall.getSideOutput(tag);
  }
}
