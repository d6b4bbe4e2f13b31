package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.operator.ServingFunction;
import org.streamrecall.measure.Decay;

/** A job that can take in nothing says so in its log, for its output is empty and it runs. */
class FirstInputsLogTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "category(merchant)", "amount", null);
  private static final String MISSING = "card is missing; every event needs its key";

  private final List<String> errors = new ArrayList<>();
  private final Logger log = (Logger) LogManager.getLogger(ServingFunction.class);
  private final Level before = log.getLevel();
  private final AbstractAppender heard =
      new AbstractAppender("first inputs", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          if (event.getLevel() == Level.ERROR) {
            errors.add(event.getMessage().getFormattedMessage());
          }
        }
      };

  @BeforeEach
  void listen() {
    heard.start();
    log.addAppender(heard);
    log.setLevel(Level.ERROR); // logs of tests are off
  }

  @AfterEach
  void listenNoMore() {
    log.removeAppender(heard);
    log.setLevel(before);
    heard.stop();
  }

  private static EventHarness start() throws Exception {
    return new EventHarness(
        Told.of(SCHEMA.untrained().toBytes(), 3000, Decay.NONE), new HashMapStateBackend(), null);
  }

  private static EventInput<String> unreadable() {
    return new EventInput.Unreadable<>("a record", MISSING);
  }

  private static EventInput<String> event(long time) {
    Event event = new Event("c", time, new double[] {1}, new String[] {"fuel"}, null);
    return new EventInput.Happened<>("a record", event, null);
  }

  @Test
  void shouldSayOnceWhyNoneOfTheFirstEventsCanBeRead() throws Exception {
    try (EventHarness harness = start()) {
      for (int i = 0; i < 99; i++) {
        harness.send(unreadable());
      }
      assertThat(errors).isEmpty();
      for (int i = 0; i < 500; i++) {
        harness.send(unreadable());
      }
      assertThat(harness.refused()).hasSize(599);
    }
    assertThat(errors)
        .singleElement()
        .asString()
        .startsWith("Each of the first 100 inputs of this subtask was refused, ")
        .contains(MISSING);
  }

  /** What is read, and refused by the memory: here a time of no year that is taken. */
  @Test
  void shouldSayOnceWhyNoneOfTheFirstEventsCanBeLearned() throws Exception {
    try (EventHarness harness = start()) {
      for (int i = 0; i < 300; i++) {
        harness.send(event(Long.MAX_VALUE / 2));
      }
      assertThat(harness.refused()).hasSize(300);
      String reason = harness.refused().get(0).reason();
      assertThat(errors).singleElement().asString().contains(reason);
    }
  }

  @Test
  void shouldSayNothingWhereOneWasTakenIn() throws Exception {
    try (EventHarness harness = start()) {
      for (int i = 0; i < 99; i++) {
        harness.send(unreadable());
      }
      harness.send(event(0));
      for (int i = 0; i < 500; i++) {
        harness.send(unreadable());
      }
    }
    assertThat(errors).isEmpty();
  }
}
