package org.streamrecall.flink;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Prediction;

/** Gives predictions the time of their query: a timer's would be that of the earliest one. */
final class StampOperator extends AbstractStreamOperator<Prediction>
    implements OneInputStreamOperator<Prediction, Prediction> {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement(StreamRecord<Prediction> element) {
    long time = element.getValue().time();
    if (time != Atom.NO_TIME) {
      element.setTimestamp(time);
    }
    output.collect(element);
  }
}
