package org.streamrecall.flink.operator;

import org.apache.flink.util.OutputTag;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.model.Prediction;

/** The side outputs, which {@link org.streamrecall.flink.Recall} shows. */
public final class SideOutputs {
  public static final OutputTag<Refused> REFUSED =
      new OutputTag<>("recall-refused", RecordTypes.REFUSED);
  public static final OutputTag<Prediction> SHADOW =
      new OutputTag<>("recall-shadow", RecordTypes.PREDICTION);
  public static final OutputTag<JudgedOutcome> JUDGED_OUTCOMES =
      new OutputTag<>("recall-judged-outcomes", RecordTypes.JUDGED_OUTCOME);
  public static final OutputTag<Alarm> ALARMS = new OutputTag<>("recall-alarms", RecordTypes.ALARM);

  private SideOutputs() {}
}
