package org.streamrecall.flink.operator;

import org.apache.flink.api.common.functions.MapFunction;
import org.streamrecall.events.schema.EventReader;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.gate.Refusal;

/** Reads events, before keying; what cannot be read goes on with the reason. */
public final class ReadEvents<E> implements MapFunction<E, EventInput<E>> {
  private static final long serialVersionUID = 1;

  private final EventReader.Reading<E> reading;

  public ReadEvents(EventReader.Reading<E> reading) {
    this.reading = reading;
  }

  @Override
  public EventInput<E> map(E event) {
    try {
      return new EventInput.Happened<>(event, reading.read(event), null);
    } catch (RuntimeException e) {
      return new EventInput.Unreadable<>(event, new Refusal(e).getMessage());
    }
  }
}
