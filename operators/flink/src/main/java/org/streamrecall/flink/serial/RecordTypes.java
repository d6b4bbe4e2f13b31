package org.streamrecall.flink.serial;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Prediction;

/** The types of streams and state that the rooms of the operator share. */
public final class RecordTypes {
  public static final TypeInformation<ModelUpdate> MODEL_UPDATE =
      new RecordType<>(ModelUpdate.class, new SentCodecs.Models());
  public static final TypeInformation<RecallInput> INPUT =
      new RecordType<>(RecallInput.class, new InputCodec());
  public static final TypeInformation<Prediction> PREDICTION =
      new RecordType<>(Prediction.class, new PredictionCodec());
  public static final TypeInformation<Refused> REFUSED =
      new RecordType<>(Refused.class, new InputCodec.Refusals());
  public static final TypeInformation<JudgedOutcome> JUDGED_OUTCOME =
      new RecordType<>(JudgedOutcome.class, new EventCodecs.Judged());
  public static final TypeInformation<Alarm> ALARM =
      new RecordType<>(Alarm.class, new EventCodecs.Alarms());
  public static final TypeInformation<Atom> ATOM =
      new RecordType<>(Atom.class, new StateCodecs.Atoms());
  public static final TypeInformation<KeyState> KEY_STATE =
      new RecordType<>(KeyState.class, new StateCodecs.Keys());
  public static final TypeInformation<byte[]> BYTES =
      new RecordType<>(byte[].class, new StateCodecs.Bytes());

  private RecordTypes() {}
}
