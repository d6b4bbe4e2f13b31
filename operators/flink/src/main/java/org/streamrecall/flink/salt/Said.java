package org.streamrecall.flink.salt;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.ShardAsk;
import org.streamrecall.flink.serial.RecordType;
import org.streamrecall.measure.Hash;
import org.streamrecall.model.PartialAnswer;
import org.streamrecall.model.Status;

/**
 * What one shard says to a question, or that something was refused.
 *
 * @param ask the question, or null if it is a token or a model that was refused
 * @param salt the shard's number
 * @param salts how many were asked
 * @param status of the answer
 * @param voices one for each model that may answer, newest first
 * @param shadow what a shadow model makes of it, or null
 * @param refused why there is no answer, or null
 */
public record Said(
    Ask ask,
    int salt,
    int salts,
    Status status,
    List<Voice> voices,
    PartialAnswer shadow,
    Refused refused) {
  public static final TypeInformation<Said> TYPE = new RecordType<>(Said.class, new SaidCodec());

  /**
   * By one model.
   *
   * @param model its id
   */
  public record Voice(String model, PartialAnswer answer) {}

  public Said {
    voices = List.copyOf(voices);
  }

  static Said refusing(Refused refused) {
    return new Said(null, 0, 1, Status.OK, List.of(), null, refused);
  }

  static Said refusing(ShardAsk part, Refused refused) {
    return new Said(part.ask(), part.salt(), part.salts(), Status.OK, List.of(), null, refused);
  }

  /** The same for all that is said to one question, and for no other but its like to the byte. */
  public String key() {
    if (ask == null) {
      return "";
    }
    long hash = 31L * Arrays.hashCode(ask.tag()) + Arrays.hashCode(ask.inputs());
    hash = Hash.mix(hash + salts) + ask.time();
    hash = Hash.mix(hash) + (ask.replyTo() == null ? 0 : Hash.of(ask.replyTo()));
    return ask.context() + '\u0000' + ask.id() + '\u0000' + Long.toHexString(Hash.mix(hash));
  }

  /** Of this shard's and another's, whichever can be trusted less. */
  static Status worse(Status one, Status other) {
    return rank(one) >= rank(other) ? one : other;
  }

  private static int rank(Status status) {
    return switch (status) {
      case OK, EMPTY_CONTEXT -> 0;
      case PROVISIONAL -> 1;
      case LATE -> 2;
    };
  }
}
