package org.streamrecall.flink.order;

import java.io.Serializable;
import java.util.function.ToLongFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.streamrecall.measure.Atom;

/** Gives answers the timestamps of what they answer. */
final class StampOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {
  private static final long serialVersionUID = 1;

  /** When that was. */
  interface Time<T> extends ToLongFunction<T>, Serializable {}

  private final Time<T> time;

  StampOperator(Time<T> time) {
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
