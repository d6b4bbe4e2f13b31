package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;

class LanguageContextTest {
  private static final Languages LANGUAGES = Languages.ofThisJdk();

  @Property(tries = 10)
  void shouldNeverSendANameThatIsHeldBack(@ForAll long seed) {
    LanguageContext context = context(seed);
    Set<String> sent = new HashSet<>();
    context.tokens().forEach(name -> sent.add(name.text()));
    assertThat(context.questions())
        .allSatisfy(question -> assertThat(question.phrase()).doesNotContainAnyElementsOf(sent));
  }

  @Property(tries = 10)
  void shouldAskEachHeldBackNameOnceAndEachLanguageEquallyOften(@ForAll long seed) {
    LanguageContext context = context(seed);
    for (int slot = 0; slot < LanguageContext.SLOTS; slot++) {
      List<String> asked = new ArrayList<>();
      for (Question question : context.questions()) {
        if (question.truth() == slot) {
          asked.addAll(question.phrase());
        }
      }
      assertThat(asked)
          .hasSize(LanguageContext.PHRASE * LanguageContext.QUESTIONS)
          .doesNotHaveDuplicates();
      assertThat(context.slots().get(slot).names()).containsAll(asked);
    }
  }

  @Property(tries = 10)
  void shouldNumberSlotsInOrderOfArrival(@ForAll long seed) {
    List<Integer> slots = context(seed).tokens().stream().map(Name::slot).distinct().toList();
    assertThat(slots).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Property(tries = 10)
  void shouldSendNamesOfTheSlotsLanguageThatItsReferenceFinds(@ForAll long seed) {
    LanguageContext context = context(seed);
    for (Name name : context.tokens()) {
      assertThat(LANGUAGES.name(name.ref())).isEqualTo(name.text());
      assertThat(name.ref()).startsWith(context.slots().get(name.slot()).code() + ":");
    }
  }

  @Property(tries = 10)
  void shouldOrderTimes(@ForAll long seed) {
    LanguageContext context = context(seed);
    List<Long> times = new ArrayList<>(context.tokens().stream().map(Name::time).toList());
    times.addAll(context.questions().stream().map(Question::time).toList());
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Property(tries = 10)
  void shouldBeTheSameForTheSameSeed(@ForAll long seed) {
    assertThat(context(seed)).isEqualTo(context(seed)).isNotEqualTo(context(seed + 1));
  }

  private static LanguageContext context(long seed) {
    return LanguageContext.of("c", LANGUAGES.all(), new Random(seed));
  }
}
