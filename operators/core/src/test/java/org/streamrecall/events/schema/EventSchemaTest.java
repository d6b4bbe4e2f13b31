package org.streamrecall.events.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.RecallModel;

/** What a model says of the events that it is of. */
class EventSchemaTest {
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("card", "at", "a.b", "start time", "seconds", "at(2)");
  }

  @Property(seed = "1", tries = 200)
  void shouldComeBackFromItsModelWhateverIsLeftOut(
      @ForAll("names") String key,
      @ForAll boolean keyed,
      @ForAll("names") String time,
      @ForAll boolean timed,
      @ForAll boolean seconds)
      throws Exception {
    String when = timed ? new TimeField(time, seconds).toString() : null;
    EventSchema schema = EventSchema.of(keyed ? key : null, when, "x, lag(y,1)", "y", "last");
    RecallModel model = RecallModel.fromBytes(schema.untrained().toBytes());
    assertThat(EventSchema.of(model)).isEqualTo(schema);
    assertThat(schema.key()).isEqualTo(keyed ? key : null);
    assertThat(schema.time()).isEqualTo(timed ? time : null);
    assertThat(schema.seconds()).isEqualTo(timed && seconds);
    assertThat(schema.withBase(Base.NONE).withLike(schema.like()).withBase(schema.base()))
        .isEqualTo(schema);
  }

  /** Memories are found by it: what a schema with a key is written as never changes. */
  @Test
  void shouldBeWrittenAsEver() {
    assertThat(events(EventSchema.of("card", "at", "hour(at), lag(x,1..3)", "x", null)))
        .isEqualTo(
            "{\"key\":\"card\",\"time\":\"at\",\"like\":\"hour(at),lag(x,1..3)\","
                + "\"predict\":\"x\",\"base\":\"none\"}");
    assertThat(events(EventSchema.of(null, "seconds( at )", "x", "next(x)", null)))
        .isEqualTo(
            "{\"time\":\"seconds(at)\",\"like\":\"x\",\"predict\":\"next(x)\",\"base\":\"last\"}");
  }

  private static String events(EventSchema schema) {
    return schema.schema().fields().events();
  }

  @Test
  void shouldTellSecondsFromMilliseconds() {
    assertThat(TimeField.parse("seconds(at)").millis(1_700_000_000.123)).isEqualTo(1700000000123.0);
    assertThat(TimeField.parse("at").millis(1_700_000_000)).isEqualTo(1.7e9);
    assertThat(TimeField.parse("seconds")).isEqualTo(new TimeField("seconds", false));
  }

  @Test
  void shouldWriteOneFeatureInOneWay() {
    assertThat(EventSchema.canonical(" lag( x , 2..2 )")).isEqualTo("lag(x,2)");
    assertThatThrownBy(() -> EventSchema.canonical("hour(at),lag(x,1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"hour(at),lag(x,1)\" is 2 features, one is expected: hour(at), lag(x,1); name each by"
                + " itself");
    assertThatThrownBy(() -> EventSchema.canonical("lag(x,1..3)"))
        .hasMessage(
            "\"lag(x,1..3)\" is 3 features, one is expected: lag(x,1), lag(x,2), lag(x,3); name each"
                + " by itself");
    assertThatThrownBy(() -> EventSchema.canonical(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseTargetsThatDoNotGoTogether() {
    assertThatThrownBy(() -> EventSchema.of("k", null, "y", "x, category(c)", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "category(c) is a category and stands beside other targets; foretell it alone, in a"
                + " replay or a run of its own");
    assertThatThrownBy(() -> EventSchema.of("k", null, "y", "next(x), next(x,1..2)", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("next(x) is to be foretold twice; say it once");
  }

  @Test
  void shouldRefuseAKeyWithoutAName() {
    assertThatThrownBy(() -> EventSchema.of(" ", null, "x", "y", null))
        .hasMessage(
            "the key's name is empty; name a field, or leave it out: all events are one series"
                + " then");
  }
}
