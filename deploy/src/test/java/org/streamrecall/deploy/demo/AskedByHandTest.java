package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.streamrecall.training.Episode;
import org.streamrecall.training.TrainingOptions;

/** Two contexts of one pool, a model that has hardly been trained. */
class AskedByHandTest {
  private static final int BYTES = 64 * 1024;
  private static final Languages LANGUAGES = Languages.ofThisJdk();
  private static final LanguageTask TASK = new LanguageTask();
  private static List<LanguageContext> contexts;
  private static AskedByHand asked;

  @BeforeAll
  static void tell() {
    Random random = new Random(1);
    List<Language> pool = LANGUAGES.all().subList(0, 24);
    List<Episode> episodes =
        LanguageContext.several("train-", 4, pool, random).stream().map(TASK::episode).toList();
    TrainingOptions few = LanguageTraining.options(1, 0).withSteps(1);
    contexts = LanguageContext.several("any-", 2, pool, random);
    asked =
        new AskedByHand(
            LanguageTraining.fit(episodes, few, (step, steps, loss) -> {}).model(),
            BYTES,
            contexts,
            LANGUAGES,
            TASK);
  }

  private static List<String> answers(String typed) throws IOException {
    StringWriter out = new StringWriter();
    asked.answer(new BufferedReader(new StringReader(typed)), new PrintWriter(out, true));
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, 2))
        .containsExactly(
            "",
            "Names that belong together, separated by commas (an empty line ends), to 2 contexts:");
    return lines.subList(2, lines.size());
  }

  private static String share(String line) {
    return line.replaceAll(".*share ([0-9.]+).*", "$1");
  }

  @Test
  void shouldSayWhatEachContextRecallsOfAPhrase() throws IOException {
    LanguageContext first = contexts.get(0);
    int right = 0;
    for (LanguageContext.Question question : first.questions().subList(0, 16)) {
      List<String> lines = answers(String.join(", ", question.phrase()) + "\n");
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).matches("  any-0    .* share [01]\\.[0-9]{2}, as in \".+\" .*");
      assertThat(lines.get(1)).startsWith("  any-1    ");
      for (Language language : first.slots()) {
        assertThat(lines.get(0).split("it holds ")[1]).contains(language.english());
      }
      String truth = first.slots().get(question.truth()).english();
      right += lines.get(0).startsWith("  any-0    " + truth + " ") ? 1 : 0;
    }
    assertThat(right).isGreaterThan(10); // by chance 2
  }

  @Test
  void shouldTakeNamesBetweenCommasWhateverTheSpaces() throws IOException {
    assertThat(answers(" ruotsi ,, norja\n")).isEqualTo(answers("ruotsi,norja\n"));
    assertThat(answers("ruotsi norja\n")).isNotEqualTo(answers("ruotsi,norja,tanska\n"));
  }

  @Test
  void shouldAnswerLettersThatNoNameHas() throws IOException {
    List<String> lines = answers("☃☃☃☃\n");
    assertThat(lines).hasSize(2);
    assertThat(Double.parseDouble(share(lines.get(0)))).isLessThan(0.9); // not sure of any
  }

  @Test
  void shouldAskAgainWhereThereIsNoName() throws IOException {
    List<String> lines = answers(" , ,\nruotsi\n");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("no name between the commas; type some letters");
  }

  @Test
  void shouldEndAtAnEmptyLineAndAtTheEnd() throws IOException {
    assertThat(answers("\nruotsi\n")).isEmpty();
    assertThat(answers("  \nruotsi\n")).isEmpty();
    assertThat(answers("")).isEmpty();
  }
}
