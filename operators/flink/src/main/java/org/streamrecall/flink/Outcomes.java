package org.streamrecall.flink;

import java.time.ZoneId;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.schema.EventReader;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.Extractor;
import org.streamrecall.flink.gate.Refusal;

/**
 * Outcomes that come on a stream of their own: what became of an event, known later, joined to it
 * by its key and id.
 *
 * <pre>{@code
 * Outcomes<Chargeback> chargebacks =
 *     Outcomes.of(stream)
 *         .key("card", Chargeback::card)
 *         .id("payment", Chargeback::payment)
 *         .time("at", Chargeback::at)
 *         .number("loss", Chargeback::loss);
 * }</pre>
 */
public final class Outcomes<O> {
  private final DataStream<O> outcomes;
  private final EventReader<O> reader = new EventReader<>();
  private SingleOutputStreamOperator<?> read;

  private Outcomes(DataStream<O> outcomes) {
    this.outcomes = outcomes;
  }

  public static <O> Outcomes<O> of(DataStream<O> outcomes) {
    return new Outcomes<>(outcomes);
  }

  /** Whose event it was; as {@link EventRecall#key}, and left out where that is. */
  public Outcomes<O> key(String name, Extractor<O, ?> key) {
    reader.key(name, key);
    return this;
  }

  /** The event's id; as {@link EventRecall#id}. */
  public Outcomes<O> id(String name, Extractor<O, ?> id) {
    reader.id(name, id);
    return this;
  }

  /** When it was known; as {@link EventRecall#time(String, Extractor)}. */
  public Outcomes<O> time(String name, Extractor<O, ?> time) {
    reader.time(name, time);
    return this;
  }

  /**
   * When it was known, by a zone's clocks; as {@link EventRecall#time(String, Extractor, ZoneId)}.
   */
  public Outcomes<O> time(String name, Extractor<O, ?> time, ZoneId zone) {
    reader.time(name, time, zone);
    return this;
  }

  /**
   * When it was known, as a text; as {@link EventRecall#time(String, Extractor, String, ZoneId)}.
   */
  public Outcomes<O> time(
      String name, Extractor<O, ? extends CharSequence> time, String format, ZoneId zone) {
    reader.time(name, time, format, zone);
    return this;
  }

  /** A field to be foretold that is a number. */
  public Outcomes<O> number(String name, Extractor<O, ?> number) {
    reader.number(name, number);
    return this;
  }

  /** A field to be foretold that is a name. */
  public Outcomes<O> text(String name, Extractor<O, ?> text) {
    reader.text(name, text);
    return this;
  }

  /**
   * Those that could not be read, with the reason.
   *
   * @throws IllegalStateException before {@link EventRecall#apply}
   */
  public SideOutputDataStream<RefusedEvent<O>> refused() {
    if (read == null) {
      throw new IllegalStateException("outcomes are read by no recall yet; apply it first");
    }
    return read.getSideOutput(refusedTag());
  }

  private OutputTag<RefusedEvent<O>> refusedTag() {
    return new OutputTag<>("recall-refused-outcomes", RecallTypes.refusedEvent(outcomes.getType()));
  }

  /** The same as what is keyed beside the events. */
  <E> DataStream<EventInput<E>> read(
      EventSchema schema, TypeInformation<EventInput<E>> type, String uid) {
    reader.requireNames(
        schema,
        "the outcomes have",
        ".key(\"card\", Chargeback::card)",
        ".id(\"payment\", Chargeback::payment)");
    reader.requireTargets(schema);
    SingleOutputStreamOperator<EventInput<E>> inputs =
        outcomes
            .process(new Reading<O, E>(reader.outcomes(schema), refusedTag()), type)
            .setParallelism(outcomes.getParallelism())
            .uid(uid + "-outcomes")
            .name("read outcomes of " + uid);
    read = inputs;
    return inputs;
  }

  private static final class Reading<O, E> extends ProcessFunction<O, EventInput<E>> {
    private static final long serialVersionUID = 1;

    private final EventReader.Reading<O> reading;
    private final OutputTag<RefusedEvent<O>> refused;

    Reading(EventReader.Reading<O> reading, OutputTag<RefusedEvent<O>> refused) {
      this.reading = reading;
      this.refused = refused;
    }

    @Override
    public void processElement(O outcome, Context context, Collector<EventInput<E>> out) {
      try {
        out.collect(new EventInput.Outcome<>(null, reading.read(outcome), null));
      } catch (RuntimeException e) {
        context.output(refused, new RefusedEvent<>(outcome, new Refusal(e).getMessage()));
      }
    }
  }
}
