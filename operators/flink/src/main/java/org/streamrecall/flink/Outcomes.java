package org.streamrecall.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

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
  public Outcomes<O> key(String name, EventRecall.Extractor<O, ?> key) {
    reader.keyName = name;
    reader.key = key;
    return this;
  }

  /** The event's id; as {@link EventRecall#id}. */
  public Outcomes<O> id(String name, EventRecall.Extractor<O, ?> id) {
    reader.idName = name;
    reader.id = id;
    return this;
  }

  /** When it was known: an Instant, or milliseconds since the epoch. */
  public Outcomes<O> time(String name, EventRecall.Extractor<O, ?> time) {
    reader.timeName = name;
    reader.time = time;
    return this;
  }

  /** A field to be foretold that is a number. */
  public Outcomes<O> number(String name, EventRecall.Extractor<O, ?> number) {
    reader.numbers.put(name, number);
    return this;
  }

  /** A field to be foretold that is a name. */
  public Outcomes<O> text(String name, EventRecall.Extractor<O, ?> text) {
    reader.texts.put(name, text);
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
    return new OutputTag<>("recall-refused-outcomes", EnvelopeType.refused(outcomes.getType()));
  }

  /** The same as what is keyed beside the events. */
  <E> DataStream<Asked<E>> asked(EventSchema schema, TypeInformation<Asked<E>> type, String uid) {
    boolean keyed = schema.key() != null;
    require(!keyed || reader.key != null, "key", ".key(\"card\", Chargeback::card)");
    EventRecall.requireOneSeries(schema, reader);
    require(reader.id != null, "id", ".id(\"payment\", Chargeback::payment)");
    reader.requireTargets(schema);
    SingleOutputStreamOperator<Asked<E>> asked =
        outcomes
            .process(new Read<O, E>(reader.outcomes(schema), refusedTag()), type)
            .setParallelism(outcomes.getParallelism())
            .uid(uid + "-outcomes")
            .name("read outcomes of " + uid);
    read = asked;
    return asked;
  }

  private static void require(boolean there, String what, String remedy) {
    if (!there) {
      throw new IllegalStateException("the outcomes have no " + what + "; add " + remedy);
    }
  }

  private static final class Read<O, E> extends ProcessFunction<O, Asked<E>> {
    private static final long serialVersionUID = 1;

    private final EventRecall.Reading<O> reading;
    private final OutputTag<RefusedEvent<O>> refused;

    Read(EventRecall.Reading<O> reading, OutputTag<RefusedEvent<O>> refused) {
      this.reading = reading;
      this.refused = refused;
    }

    @Override
    public void processElement(O outcome, Context context, Collector<Asked<E>> out) {
      try {
        Event read = reading.read(outcome);
        out.collect(Asked.outcome(read));
      } catch (RuntimeException e) {
        context.output(refused, new RefusedEvent<>(outcome, new Refusal(e).getMessage()));
      }
    }
  }
}
