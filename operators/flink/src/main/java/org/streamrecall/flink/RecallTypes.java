package org.streamrecall.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * The types of the operator's streams, for {@code .returns(..)} and {@code fromSource(..)}. They
 * bring their own serializers: a job may set {@code pipeline.generic-types=false}.
 */
public final class RecallTypes {
  public static final TypeInformation<Token> TOKEN =
      new RecordType<>(Token.class, TokenSerializer.INSTANCE);
  public static final TypeInformation<Query> QUERY =
      new RecordType<>(Query.class, QuerySerializer.INSTANCE);
  public static final TypeInformation<ModelUpdate> MODEL_UPDATE =
      new RecordType<>(ModelUpdate.class, ModelUpdateSerializer.INSTANCE);
  public static final TypeInformation<RecallInput> INPUT =
      new RecordType<>(RecallInput.class, InputSerializer.INSTANCE);
  public static final TypeInformation<Prediction> PREDICTION =
      new RecordType<>(Prediction.class, PredictionSerializer.INSTANCE);
  public static final TypeInformation<Refused> REFUSED =
      new RecordType<>(Refused.class, RefusedSerializer.INSTANCE);

  public static final TypeInformation<JudgedOutcome> JUDGED_OUTCOME =
      new RecordType<>(JudgedOutcome.class, JudgedOutcomeSerializer.INSTANCE);

  static final TypeInformation<Atom> ATOM = new RecordType<>(Atom.class, AtomSerializer.INSTANCE);
  static final TypeInformation<byte[]> MEMORY =
      new RecordType<>(byte[].class, MemorySerializer.INSTANCE);

  static final TypeInformation<Progress> PROGRESS =
      new RecordType<>(Progress.class, ProgressSerializer.INSTANCE);

  static final TypeInformation<Said> SAID = new RecordType<>(Said.class, SaidSerializer.INSTANCE);

  private RecallTypes() {}

  /** The type of answered events. */
  public static <E> TypeInformation<Answered<E>> answered(TypeInformation<E> event) {
    return EnvelopeType.answered(event);
  }
}
