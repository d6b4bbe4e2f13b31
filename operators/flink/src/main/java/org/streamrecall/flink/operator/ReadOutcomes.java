package org.streamrecall.flink.operator;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.schema.EventReader;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.flink.gate.Refusal;

/**
 * Reads outcomes of a stream of their own, before keying.
 *
 * @param <O> an outcome
 * @param <E> an event
 */
public final class ReadOutcomes<O, E> extends ProcessFunction<O, EventInput<E>> {
  private static final long serialVersionUID = 1;

  private final EventReader.Reading<O> reading;
  private final OutputTag<RefusedEvent<O>> refused;

  public ReadOutcomes(EventReader.Reading<O> reading, OutputTag<RefusedEvent<O>> refused) {
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
