package org.streamrecall.events.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureParserTest {
  @Test
  void shouldReadEveryFunction() {
    assertThat(
            FeatureParser.features(
                "amount, log(amount), category(merchant), category(shop.kind,16), ngrams(text),"
                    + " hour(at), weekday(at), since(at), delta(log(x)), lag(amount,1..3),"
                    + " lag(category(merchant), 2), \"two words\""))
        .containsExactly(
            new Plain("amount"),
            new Log(new Plain("amount")),
            new Category("merchant", 8),
            new Category("shop.kind", 16),
            new Letters("text", 32),
            new Hour("at"),
            new Weekday("at"),
            new Since("at"),
            new Delta(new Log(new Plain("x"))),
            new Lag(new Plain("amount"), 1, 3),
            new Lag(new Category("merchant", 8), 2, 2),
            new Plain("two words"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount",
        "log(amount)",
        "category(\"the merchant\",16)",
        "ngrams(text,64)",
        "lag(log(amount),1..3)",
        "lag(hour(at),24)",
        "delta(since(at))",
        "\"log\"",
        "weekday(at)"
      })
  void shouldWriteWhatItReads(String text) {
    List<Feature> features = FeatureParser.features(text);
    assertThat(features.get(0)).hasToString(text.equals("\"log\"") ? "log" : text);
    assertThat(FeatureParser.features(features.get(0).toString())).isEqualTo(features);
  }

  @Test
  void shouldReadWhatIsToBeForetold() {
    assertThat(FeatureParser.targets("amount, log(price)"))
        .containsExactly(
            new Target(new Plain("amount"), 0), new Target(new Log(new Plain("price")), 0));
    assertThat(FeatureParser.targets("next(cpu), next(cpu,3..4), next"))
        .extracting(Target::toString)
        .containsExactly("next(cpu)", "next(cpu,3)", "next(cpu,4)", "next");
    assertThat(FeatureParser.targets("category(merchant)"))
        .containsExactly(new Target(new Category("merchant", Target.SLOTS), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "amount,|at character 8: a field or a function is expected",
        "log(amount|at character 11: \")\" is expected",
        "sqrt(x)|\"sqrt\" is no function; known are log, category",
        "log(hour(at))|hour(at) is not a number; give a numeric field, log, since or delta",
        "lag(x,3..1)|3..1 is not a range within 1..1000",
        "lag(x,0)|0..0 is not a range within 1..1000",
        "lag(ngrams(x),1)|ngrams(x) has no lag; a lag is of a number, a category",
        "category(x,1)|1 slots are not from 2 to 64",
        "a b|at character 3: a comma or the end is expected; quote a name",
        "\"a|the quote is empty or not closed",
        "lag(x,y)|a whole number is expected",
      })
  void shouldNameThePlaceAndTheRemedy(String text, String message) {
    assertThatThrownBy(() -> FeatureParser.features(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + text + "\", at character ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag(", "log(", "delta(", "hour(", "category(", "masked("})
  void shouldBoundHowDeepExpressionsStand(String function) {
    String deepest = "log(".repeat(FeatureParser.DEEPEST) + "x" + ")".repeat(FeatureParser.DEEPEST);
    assertThat(FeatureParser.features(deepest).get(0)).hasToString(deepest);
    String deep = function.repeat(20_000) + "x";
    assertThatThrownBy(() -> FeatureParser.features(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\""
                + deep.substring(0, 500)
                + "..\", at character "
                + (16 * function.length() + 1)
                + ": "
                + function.substring(0, function.length() - 1)
                + " stands within 16 functions, which is the most; leave out some, or send a field"
                + " that is so already");
    assertThatThrownBy(() -> FeatureParser.targets("next(" + deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stands within 16 functions, which is the most");
  }

  @Test
  void shouldRefuseTargetsThatAreNone() {
    assertThatThrownBy(() -> FeatureParser.targets("hour(at)"))
        .hasMessage(
            "hour(at) cannot be foretold; give a numeric field, log(field), delta(field),"
                + " delta(log(field)) or category(field)");
    assertThatThrownBy(() -> FeatureParser.targets("next(x,101)"))
        .hasMessageContaining("101..101 is not a range within 1..100");
  }
}
