package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Status;

/** What ask says where nobody can answer; that it asks is shown by the pipeline tests. */
class AskCommandTest {
  /** Within the ten seconds that it waits for one, and some. */
  @ParameterizedTest
  @Timeout(30)
  @ValueSource(strings = {"localhost:9", "foo"})
  void shouldSayThatNoBrokerAnswers(String servers) {
    Invocation ask = ask(servers, "{}");
    assertThat(ask.err())
        .isEqualTo(
            "streamrecall: no Kafka broker answers at "
                + servers
                + "; start one or correct the bootstrap servers\n");
    assertThat(ask.status()).isEqualTo(1);
  }

  @Test
  void shouldNameTheOptionThatIsNoJson() {
    Invocation ask = ask("localhost:9", "mode=r1");
    assertThat(ask.err())
        .startsWith("streamrecall: Invalid value for option '--like': the record is not JSON")
        .contains("; write one JSON object, as in {\"merchant\":\"fuel\"}")
        .doesNotContain("send ");
    assertThat(ask("localhost:9", "[1]").err())
        .startsWith(
            "streamrecall: Invalid value for option '--like': the record is [1], not a JSON object;"
                + " write one JSON object, as in {\"merchant\":\"fuel\"};");
    assertThat(ask.status()).isEqualTo(2);
  }

  @Test
  void shouldNameWhatIsForetold() {
    Prediction two = prediction(new double[][] {{1, 3}, {4, 6}}, List.of());
    assertThat(AskCommand.value(two.of(List.of("power", "next(load)")), 0))
        .isEqualTo("power        2.00000   9 in 10 between 1.00000 and 3.00000");
    assertThat(AskCommand.value(two.of(List.of("power", "next(load)")), 1))
        .isEqualTo("next(load)   5.00000   9 in 10 between 4.00000 and 6.00000");
    assertThat(AskCommand.value(two, 1)) // of a job that does not say what it foretells
        .isEqualTo("5.00000   9 in 10 between 4.00000 and 6.00000");
    Prediction category = prediction(null, List.of("fuel", "food"));
    assertThat(AskCommand.value(category.of(List.of("category(shop)")), 1))
        .isEqualTo("category(shop) = food    500.0 %");
    Prediction others = prediction(null, Arrays.asList("other", null));
    assertThat(AskCommand.value(others.of(List.of("category(shop)")), 0))
        .isEqualTo("category(shop) = other   200.0 %");
    assertThat(AskCommand.value(others.of(List.of("category(shop)")), 1))
        .isEqualTo("category(shop) is none of these 500.0 %");
    assertThat(AskCommand.value(others, 1)).isEqualTo("none of these            500.0 %");
  }

  @Test
  void shouldNameTheMethods() {
    List<Method> some = List.of(new Method("near", 0.4124), new Method("same time", 0.1));
    Prediction two =
        prediction(
            null,
            List.of(),
            List.of(new Methods(some), new Methods(List.of()), new Methods(some.subList(1, 2))));
    assertThat(AskCommand.methods(two.of(List.of("power", "still", "next(load)"))))
        .containsExactly(
            "power        foretold by near 41.2 %, same time 10.0 %",
            "next(load)   foretold by same time 10.0 %");
    Prediction one = prediction(null, List.of(), List.of(new Methods(some)));
    assertThat(AskCommand.methods(one.of(List.of("power"))))
        .containsExactly("foretold by near 41.2 %, same time 10.0 %");
    assertThat(AskCommand.methods(prediction(null, List.of()))).isEmpty();
  }

  private static Prediction prediction(double[][] interval, List<String> categories) {
    return prediction(interval, categories, List.of());
  }

  private static Prediction prediction(
      double[][] interval, List<String> categories, List<Methods> methods) {
    double[] value = {2, 5};
    return new Prediction(
        "q",
        "c",
        0,
        new Answer(
            Status.OK,
            value,
            categories,
            interval,
            0,
            false,
            9,
            3,
            1,
            0,
            List.of(),
            methods,
            Atom.NO_TIME),
        "sha256:0",
        null);
  }

  private static Invocation ask(String servers, String like) {
    return Invocation.of("ask", "--bootstrap-servers", servers, "--context", "m1", "--like", like);
  }
}
