package org.streamrecall.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.serial.EventCodecs;
import org.streamrecall.flink.serial.EventInputCodec;
import org.streamrecall.flink.serial.RecordType;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.flink.serial.SentCodecs;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * The types of the operator's streams, for {@code .returns(..)} and {@code fromSource(..)}. They
 * bring their own serializers: a job may set {@code pipeline.generic-types=false}.
 */
public final class RecallTypes {
  public static final TypeInformation<Token> TOKEN =
      new RecordType<>(Token.class, new SentCodecs.Tokens());
  public static final TypeInformation<Query> QUERY =
      new RecordType<>(Query.class, new SentCodecs.Queries());
  public static final TypeInformation<ModelUpdate> MODEL_UPDATE = RecordTypes.MODEL_UPDATE;
  public static final TypeInformation<RecallInput> INPUT = RecordTypes.INPUT;
  public static final TypeInformation<Prediction> PREDICTION = RecordTypes.PREDICTION;
  public static final TypeInformation<Refused> REFUSED = RecordTypes.REFUSED;
  public static final TypeInformation<JudgedOutcome> JUDGED_OUTCOME = RecordTypes.JUDGED_OUTCOME;
  public static final TypeInformation<Alarm> ALARM = RecordTypes.ALARM;

  private RecallTypes() {}

  /** The type of answered events. */
  public static <E> TypeInformation<Answered<E>> answered(TypeInformation<E> event) {
    return new RecordType<>(Answered.class, new EventCodecs.AnsweredEvents<E>(), event);
  }

  /** The type of refused events. */
  public static <E> TypeInformation<RefusedEvent<E>> refusedEvent(TypeInformation<E> event) {
    return new RecordType<>(RefusedEvent.class, new EventCodecs.RefusedEvents<E>(), event);
  }

  /** The type of what {@link Recall#events} takes. */
  public static <E> TypeInformation<EventInput<E>> eventInput(TypeInformation<E> event) {
    return new RecordType<>(EventInput.class, new EventInputCodec<E>(), event);
  }

  /** The type of other records that travel beside these. */
  public static <T> TypeInformation<T> of(Class<T> type, Codec<T> codec) {
    return new RecordType<>(type, codec);
  }
}
