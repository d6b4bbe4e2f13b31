package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Lift;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;

/** Two contexts of made-up languages, each with syllables of its own; a model without training. */
class AskedByHandTest {
  private static final int BYTES = 32 * 1024;
  private static final Languages LANGUAGES = Languages.of(languages());
  private static final List<LanguageContext> CONTEXTS =
      LanguageContext.several("any-", 2, LANGUAGES.all(), new Random(1));
  private static final AskedByHand ASKED =
      new AskedByHand(model(), BYTES, CONTEXTS, LANGUAGES, new LanguageTask());

  private static List<Language> languages() {
    Random random = new Random(3);
    List<Language> languages = new ArrayList<>();
    for (char code = 'a'; code < 'a' + 24; code++) {
      TreeSet<String> names = new TreeSet<>();
      String syllables = "" + code + "aeiou".charAt(code % 5) + code + "aeiou".charAt(code % 4);
      while (names.size() < 60) {
        int from = random.nextInt(2);
        names.add(syllables.substring(from) + random.nextInt(1000));
      }
      languages.add(Language.of("q" + code, names));
    }
    return languages;
  }

  /** Letters turned into as many numbers as serve, by chance: that keeps what is alike alike. */
  private static RecallModel model() {
    Random random = new Random(2);
    Fields fields = LanguageTask.fields();
    double[] ones = new double[fields.tag()];
    Arrays.fill(ones, 1);
    double[][] directions = new double[fields.tag()][LanguageTask.TAG_DIMS];
    for (double[] row : directions) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    TagMap map = new TagMap(new double[fields.tag()], ones, directions, fields.unit(), 1);
    Schema schema = new Schema(fields, map, new Lift.OneHot(LanguageContext.SLOTS));
    return RecallModel.untrained(schema);
  }

  private static List<String> answers(String typed) throws IOException {
    StringWriter out = new StringWriter();
    ASKED.answer(new BufferedReader(new StringReader(typed)), new PrintWriter(out, true));
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
    LanguageContext first = CONTEXTS.get(0);
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
    assertThat(right).isGreaterThan(12); // by chance 2
  }

  @Test
  void shouldTakeNamesBetweenCommasWhateverTheSpaces() throws IOException {
    assertThat(answers(" baba ,, dodo\n")).isEqualTo(answers("baba,dodo\n"));
    assertThat(answers("baba dodo\n")).isNotEqualTo(answers("baba,dodo,fefe\n"));
  }

  @Test
  void shouldAnswerLettersThatNoNameHas() throws IOException {
    List<String> lines = answers("☃☃☃☃\n");
    assertThat(lines).hasSize(2);
    assertThat(Double.parseDouble(share(lines.get(0)))).isLessThan(0.9); // not sure of any
  }

  @Test
  void shouldAskAgainWhereThereIsNoName() throws IOException {
    List<String> lines = answers(" , ,\nbaba\n");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("no name between the commas; type some letters");
  }

  @Test
  void shouldEndAtAnEmptyLineAndAtTheEnd() throws IOException {
    assertThat(answers("\nbaba\n")).isEmpty();
    assertThat(answers("  \nbaba\n")).isEmpty();
    assertThat(answers("")).isEmpty();
  }
}
