package org.streamrecall.client;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * How records are written as bytes and read back. Everything between Kafka and the operator goes
 * through here; {@link WireFormats} names the formats there are.
 *
 * <p>A format has no state of its own and is sent to every task by its name: make it an enum of one
 * constant. The readers that it gives may keep what they need from record to record, so each task
 * asks for its own. Whatever reads takes null for a record without a value, and throws {@link
 * IllegalArgumentException} naming the field, the value, the rule and the remedy; whatever writes
 * throws it for what the format cannot say.
 */
public interface WireFormat extends Serializable {
  /** The longest context or id, in characters; a longer text is cut where it is told of. */
  int MAX_NAME = 1024;

  // ---- reading ----

  /** A reader of the tokens topic. */
  Function<byte[], TokenRecord> tokens(Fields fields);

  /** A reader of the queries topic, which is given the reply topic beside, or null. */
  BiFunction<byte[], String, Query> queries(Fields fields);

  /**
   * A reader of events and of their outcomes.
   *
   * @param id name of the field that they are joined by, which each must have; or null
   * @param doubts told once for each field of the unit in which its times are read, if nobody said
   *     it
   */
  Events events(EventSchema schema, String id, Consumer<TimeDoubt> doubts);

  /** Reads the user's own records; {@code ref} is what one is called in the evidence, or null. */
  interface Events {
    Event read(byte[] value, String ref);

    /** The same of what became of an event. */
    Event readOutcome(byte[] value, String ref);
  }

  /** A reader of questions to memories of events. */
  Function<byte[], Asked> questions(EventSchema schema);

  /**
   * A question to a key's memory of events.
   *
   * @param id null of what asks nothing, but makes its key be forgotten
   * @param moment that is asked about; of what makes its key be forgotten, key and time only
   */
  record Asked(String id, Event moment) {}

  /** An answer; a recalled tag that was left out is empty. */
  Prediction prediction(byte[] value);

  /** The id in a query, or in a refusal of one. */
  String id(byte[] value);

  /** The names of an event's own fields, of one that was read before. */
  List<String> names(byte[] event);

  // ---- writing ----

  byte[] token(Token token);

  byte[] query(Query query);

  /** What makes the memory of a context empty. */
  byte[] forget(String context);

  /**
   * An answer; equal ones are equal bytes.
   *
   * @param readableTags whether recalled tags are somebody's numbers; else they are left out
   */
  byte[] answer(Prediction prediction, boolean readableTags);

  /**
   * The user's own event, as it was read, with its answer.
   *
   * @param model id of the model that answered
   */
  byte[] answered(byte[] event, Judgement judgement, String model);

  /**
   * What came of an event that was answered before.
   *
   * @param key name of the schema's key, or null if it has none
   * @param id name of the field that event and outcome were joined by
   */
  byte[] judged(JudgedOutcome judged, String key, String id);

  /**
   * An alarm that opens or closes; equal ones are equal bytes.
   *
   * @param key name of the schema's key, or null if it has none
   */
  byte[] alarm(Alarm alarm, String key);

  /**
   * What the operator refused; what is null is left out.
   *
   * @param id the query's id or the model's name
   */
  byte[] refusal(String context, String kind, String id, String reason);
}
