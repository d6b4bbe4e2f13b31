package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

class MomentTest {
  private static final Moment MOMENT = new Moment(7, new double[] {0.5, 200, 3, 6, 40.25});

  /** The demo foretells what replay and train would read from its lines. */
  @Test
  void shouldBeTheSameEventsInMemoryAndInAFile() {
    for (String like : List.of("value,cpu,runnable", "alloc,gc,value", "log(heap),cpu")) {
      EventSchema schema = EventSchema.of("sensor", "at", like, "next(value)", "last");
      EventJson json = new EventJson(schema);
      List<Event> events = MOMENT.events(schema);
      assertThat(events).hasSameSizeAs(Readings.NAMES);
      for (int s = 0; s < events.size(); s++) {
        Event read = json.read(MOMENT.lines().get(s).getBytes(), null);
        assertThat(events.get(s).key()).isEqualTo(read.key()).isEqualTo(Readings.NAMES.get(s));
        assertThat(events.get(s).time()).isEqualTo(read.time()).isEqualTo(7);
        assertThat(events.get(s).numbers()).as(like).isEqualTo(read.numbers());
      }
    }
  }
}
