package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/** Whatever a category is called, it comes back as it was told, or it is refused by name. */
class CategoryNamesTest {
  private static final int BYTES = 8192;
  private static final String LONG = "a".repeat(64);

  @Provide
  Arbitrary<List<String>> names() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "other",
            "Other",
            "",
            " ",
            "null",
            "\0",
            "?",
            "\ud800",
            "\udc00",
            "\ud801",
            "a\ud83d",
            "\ud83d\ude00",
            "\"",
            "\\ud800",
            LONG,
            LONG + "b",
            LONG + "c",
            "b" + LONG,
            LONG.substring(1) + "\u00e9",
            LONG.substring(2) + "\u00e9",
            LONG.substring(2) + "\u00e8");
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(30);
    return Arbitraries.oneOf(odd, any).list().ofMaxSize(25);
  }

  private static boolean isHeld(String name) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(name)
        && name.getBytes(StandardCharsets.UTF_8).length <= 64;
  }

  private static Event event(long time, String id, String name) {
    return new Event("k", time, new double[] {time % 3}, new String[] {name}, null, id, null);
  }

  /** The first ones have a slot of their own; all others, and new ones, have the last: no name. */
  private static List<String> expected(List<String> told, int slots) {
    Set<String> own = new LinkedHashSet<>(told);
    List<String> names = new ArrayList<>(own);
    if (names.isEmpty()) {
      return names;
    }
    List<String> some = new ArrayList<>(names.subList(0, Math.min(names.size(), slots - 1)));
    some.add(null);
    return some;
  }

  @Property(tries = 300)
  void shouldComeBackAsTheyWereOrBeRefusedByName(
      @ForAll("names") List<String> names, @ForAll @IntRange(min = 2, max = 9) int slots) {
    EventSchema schema = EventSchema.of("k", "at", "x", "category(c," + slots + ")", null);
    EventMemory memory = Events.memory(schema, BYTES);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      byte[] before = memory.state();
      if (isHeld(name)) {
        memory.tell(event(i, null, name));
        told.add(name);
      } else {
        assertRefused(() -> memory.tell(event(1, null, name)));
        assertThat(memory.state()).isEqualTo(before);
      }
      memory.restore(memory.state(), memory.memory());
      assertThat(memory.ask(event(i, null, name)).answer().categories())
          .isEqualTo(expected(told, slots));
    }
    assertThat(memory.sizeInBytes()).isLessThanOrEqualTo(BYTES);
  }

  /** Those too that come after their events, or before them. */
  @Property(tries = 100)
  void shouldComeBackFromOutcomesToo(
      @ForAll("names") List<String> names, @ForAll @IntRange(min = 2, max = 9) int slots) {
    EventSchema schema = EventSchema.of("k", "at", "x", "category(c," + slots + ")", null);
    Waiting waiting = new Waiting(4, 1000);
    EventMemory memory = new EventMemory(schema.untrained(), BYTES, true, Decay.NONE, waiting);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int time = i;
      if (i % 2 == 0) {
        memory.tell(event(i, "e" + i, null));
      }
      if (isHeld(name)) {
        memory.outcome(event(i, "e" + i, name));
        told.add(name);
      } else {
        assertRefused(() -> memory.outcome(event(time, "e" + time, name)));
      }
      memory.restore(memory.state(), memory.memory());
      if (i % 2 == 1) {
        memory.tell(event(i, "e" + i, null));
      }
    }
    assertThat(memory.ask(event(99, null, null)).answer().categories())
        .isEqualTo(expected(told, slots));
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable told) {
    assertThatThrownBy(told)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "(?s)c=\".*\" (holds half a surrogate pair, which is no character; send whole"
                + " characters|has [0-9]+ bytes of UTF-8; a category that is foretold must have at"
                + " most 64, for it is kept whole; send a shorter name, or a code)");
  }

  /**
   * A name is held against itself alone, and only what has no slot against those that have none.
   */
  @Property
  void shouldFindANameOrElseTheSlotOfAllOthers(
      @ForAll("names") List<String> names, @ForAll @IntRange(min = 2, max = 9) int slots) {
    List<String> answered = expected(names, slots);
    for (String name : names) {
      int slot = Categories.slot(name, answered);
      assertThat(answered.get(slot)).isIn(name, null);
      assertThat(answered.get(slot) == null).isEqualTo(!answered.contains(name));
    }
    assertThat(Categories.slot("a name that none has", answered)).isEqualTo(answered.size() - 1);
    assertThat(Categories.slot("new", Arrays.asList("a", "b"))).isEqualTo(-1);
  }

  /** Moments alone: what their names are like does not matter, and they need not come back. */
  @Test
  void shouldTellMomentsApartWhateverTheirNames() {
    EventSchema schema = EventSchema.of("k", null, "category(c)", "x", null);
    List<String> names = List.of("\ud800", "\ud801", "?", LONG + "b", LONG + "c", "other");
    EventMemory memory = Events.memory(schema, BYTES);
    for (int i = 0; i < 600; i++) {
      memory.tell(moment(names.get(i % 6), i % 6));
    }
    for (int n = 0; n < 6; n++) {
      double foretold = memory.ask(moment(names.get(n), Double.NaN)).answer().value()[0];
      assertThat(foretold).isBetween(n - 0.3, n + 0.3);
    }
  }

  private static Event moment(String name, double x) {
    return new Event("k", 0, new double[] {x}, new String[] {name}, null);
  }
}
