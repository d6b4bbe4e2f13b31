package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Status;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.Panel;

/** An answer names the heads that carry it, with their weights. */
class MethodsTest {
  private static final List<EventSchema> SCHEMAS =
      List.of(
          EventSchema.of("k", null, "x, y, category(c)", "next(x,1..3)", null),
          EventSchema.of("k", null, "lag(x,1..7), y, lag(category(c),1)", "x", null),
          EventSchema.of("k", null, "x, y", "category(c,8)", null));

  @Property(tries = 60)
  void shouldNameTheHeadsOfEachTarget(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 1, max = 300) int count) {
    EventSchema schema = SCHEMAS.get(which);
    boolean category = which == 2;
    List<String> titles = category ? CategoryPanel.titles() : Panel.titles();
    EventMemory memory = Events.memory(schema, 9000);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      double[] numbers = {i % 7 + random.nextGaussian(), random.nextInt(3)};
      String[] texts = {"c" + random.nextInt(5)};
      Answer answer = memory.tell(new Event("k", Atom.NO_TIME, numbers, texts, null)).answer();
      requireLaws(answer, titles, category ? 1 : schema.predict().size());
    }
  }

  private static void requireLaws(Answer answer, List<String> titles, int targets) {
    assertThat(answer.methods()).hasSize(answer.status() == Status.EMPTY_CONTEXT ? 0 : targets);
    for (Methods target : answer.methods()) {
      List<Method> methods = target.of();
      assertThat(methods).extracting(Method::name).doesNotHaveDuplicates().isSubsetOf(titles);
      assertThat(methods).allMatch(method -> method.weight() >= 0.05 && method.weight() <= 1);
      assertThat(methods)
          .isSortedAccordingTo(Comparator.comparingDouble(Method::weight).reversed());
      double sum = methods.stream().mapToDouble(Method::weight).sum();
      assertThat(sum)
          .isLessThanOrEqualTo(1 + 1e-9)
          .isGreaterThan(1 - 0.05 * (titles.size() - methods.size()) - 1e-9);
    }
  }

  @Test
  void shouldNameThoseWorthNamingLargestFirst() {
    assertThat(
            PanelEvidence.methods(
                    List.of("a", "b", "c", "d", "e"), new double[] {0.2, 0.0499, 0.05, 0.45, 0.2})
                .of())
        .containsExactly(
            new Method("d", 0.45),
            new Method("a", 0.2),
            new Method("e", 0.2),
            new Method("c", 0.05));
  }

  /** What came twelve events ago comes again, and is nothing that a line through the last says. */
  @Test
  void shouldLeaveItToTheSeasonThatIsRight() {
    EventSchema schema = EventSchema.of("k", null, "lag(x,12), lag(x,1)", "x", null);
    EventMemory memory = Events.memory(schema, 9000);
    double[] season = new Random(5).doubles(12, 0, 100).toArray();
    Answer answer = null;
    for (int i = 0; i < 240; i++) {
      answer = memory.tell(event(season[i % 12])).answer();
    }
    Method first = answer.methods().get(0).of().get(0);
    assertThat(first.name()).isEqualTo("season");
    assertThat(first.weight()).isGreaterThan(0.9);
  }

  @Test
  void shouldLeaveACategoryToWhatFollows() {
    EventSchema schema = EventSchema.of("k", null, "x", "category(c)", null);
    EventMemory memory = Events.memory(schema, 9000);
    Random random = new Random(5);
    Answer answer = null;
    for (int i = 0; i < 300; i++) {
      String[] names = {"c" + i % 5};
      double[] x = {random.nextGaussian()};
      answer = memory.tell(new Event("k", Atom.NO_TIME, x, names, null)).answer();
    }
    assertThat(answer.methods()).hasSize(1);
    assertThat(answer.methods().get(0).of().get(0).name()).isEqualTo("after");
  }

  /** Where nothing has moved yet, nobody is asked. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 30})
  void shouldNameNobodyWhereNothingMoves(int count) {
    EventMemory memory = Events.memory(EventSchema.of("k", null, "lag(x,1)", "x", null), 9000);
    Collections.nCopies(count, event(42)).forEach(memory::tell);
    assertThat(memory.ask(event(42)).answer().methods()).isEqualTo(List.of(new Methods(List.of())));
  }

  private static Event event(double x) {
    return new Event("k", Atom.NO_TIME, new double[] {x}, new String[0], null);
  }
}
