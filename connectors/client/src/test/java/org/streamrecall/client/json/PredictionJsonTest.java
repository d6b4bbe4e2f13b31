package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.streamrecall.client.json.Samples.text;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;

class PredictionJsonTest {
  private final PredictionJson json = new PredictionJson(Schema.of(Samples.NUMBERS));

  @Test
  void shouldWriteFieldsInFixedOrder() {
    assertThat(text(json.write(prediction(7, new float[] {0.25f, 3}))))
        .isEqualTo(
            "{\"id\":\"q1\",\"context\":\"c\",\"time\":7,\"status\":\"ok\",\"value\":[0.25,3],\"categories\":[\"a\",null],\"interval\":[[-1,1],[0.25,1.25]],\"quantiles\":[{\"0.05\":-1,\"0.5\":0.1},{\"0.05\":0.25,\"0.5\":1.25}],"
                + "\"memoryError\":0.01,\"extrapolates\":true,\"tokens\":12345,\"effectiveTokens\":87.2,\"entropy\":0.4,\"familiarity\":3.25,"
                + "\"recalled\":[{\"share\":0.93,\"tokens\":1200,\"tag\":[1,2],\"ref\":\"order-17\","
                + "\"firstTime\":1,\"lastTime\":2}],\"methods\":[{\"same time\":0.6,\"near\":0.333},{}],\"model\":\"sha256:ab\",\"asOf\":6}");
  }

  @Test
  void shouldLeaveOutWhatIsNotKnown() {
    Evidence nobody = new Evidence(1, new float[] {1, 2}, null, Atom.NO_TIME, Atom.NO_TIME);
    Answer answer =
        new Answer(
            Status.EMPTY_CONTEXT,
            new double[] {0},
            List.of(),
            null,
            0,
            false,
            0,
            0,
            0,
            Double.NaN,
            List.of(new Recalled(1, nobody)),
            List.of(),
            Atom.NO_TIME);
    assertThat(text(json.write(new Prediction("q", "c", Atom.NO_TIME, answer, "m", null))))
        .isEqualTo(
            "{\"id\":\"q\",\"context\":\"c\",\"status\":\"empty-context\",\"value\":[0],"
                + "\"memoryError\":0,\"tokens\":0,\"effectiveTokens\":0,\"entropy\":0,"
                + "\"recalled\":[{\"share\":1,\"tokens\":1,\"tag\":[1,2]}],\"model\":\"m\"}");
  }

  @Property
  void shouldReadBackTheSameBits(
      @ForAll long time,
      @ForAll float a,
      @ForAll float b,
      @ForAll("methods") List<Methods> methods) {
    if (!Float.isFinite(a) || !Float.isFinite(b) || time == Atom.NO_TIME) {
      return;
    }
    Prediction prediction = prediction(time, new float[] {a, b}, methods);
    assertThat(PredictionJson.read(json.write(prediction)))
        .usingRecursiveComparison()
        .withEqualsForType((x, y) -> (float) (double) x == (float) (double) y, Double.class)
        .isEqualTo(prediction);
  }

  /** With weights in thousandths, as they are written; a target may have none. */
  @Provide
  Arbitrary<List<Methods>> methods() {
    Arbitrary<Double> weights =
        Arbitraries.integers().between(0, 1000).map(thousandths -> thousandths / 1000.0);
    return Combinators.combine(Arbitraries.of("near", "same time", "", "a\"b"), weights)
        .as(Method::new)
        .list()
        .uniqueElements(Method::name)
        .ofMaxSize(4)
        .map(Methods::new)
        .list()
        .ofMaxSize(3);
  }

  @Test
  void shouldNameTheWeightThatIsNoNumber() {
    String text = text(json.write(prediction(7, new float[] {1}))).replace("0.333", "\"much\"");
    assertThatThrownBy(() -> PredictionJson.read(Samples.utf8(text)))
        .hasMessageStartingWith("near=\"much\" is not a number;");
  }

  /** What 32 bits cannot hold comes back as it was. */
  @Test
  void shouldKeepLargeCounters() {
    Answer answer = prediction(7, new float[] {1}).answer();
    double[] value = {1_000_000_001_530.25, 1e12, 0.1f};
    Answer large = answer.inUnits(Status.OK, value, null, Double.NaN);
    Prediction written = new Prediction("q", "c", 7, large, "m", null);
    assertThat(text(json.write(written))).contains("\"value\":[1.00000000153025E12,1.0E12,0.1]");
    assertThat(PredictionJson.read(json.write(written)).answer().value())
        .containsExactly(1_000_000_001_530.25, 1e12, 0.1);
  }

  @Test
  void shouldKeepTheSignOfZero() {
    assertThat(text(json.write(prediction(7, new float[] {-0f, 0f})))).contains("[-0.0,0]");
  }

  /** {@code Float.toString} says 3.4000001E10 on JDK 17 and 3.4E10 on 25; here both say one. */
  @Test
  void shouldWriteShortestNumbersOnEveryJdk() {
    float[] values = {3.4e10f, 2e-3f, 1.1f, 1.17549435e-38f, 2.2250738e10f, 8.41e21f, 1e23f};
    assertThat(text(json.write(prediction(7, values))))
        .contains("\"value\":[3.4E10,0.002,1.1,1.1754944E-38,2.2250738E10,8.41E21,1.0E23]");
  }

  @Test
  void shouldRefuseNumbersThatJsonCannotHold() {
    assertThatThrownBy(() -> json.write(prediction(7, new float[] {1, Float.NaN})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value[1]=NaN is not finite; JSON has finite numbers only");
  }

  @Test
  void shouldRefuseAStatusOfALaterVersion() {
    String later = text(json.write(prediction(7, new float[] {1}))).replace("ok", "sage");
    assertThatThrownBy(() -> PredictionJson.read(Samples.utf8(later)))
        .hasMessage("status=\"sage\" is not known to this version; update the client");
  }

  private static Prediction prediction(long time, float[] numbers) {
    List<Method> first = List.of(new Method("same time", 0.6), new Method("near", 1 / 3.0));
    return prediction(time, numbers, List.of(new Methods(first), new Methods(List.of())));
  }

  private static Prediction prediction(long time, float[] numbers, List<Methods> methods) {
    double[] value = new double[numbers.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = numbers[i];
    }
    Evidence evidence = new Evidence(1200, new float[] {1, 2}, "order-17", 1, 2);
    Answer answer =
        new Answer(
            Status.OK,
            value,
            Arrays.asList("a", null),
            new double[][] {{-1, 1}, {value[0], (float) value[0] + 1}},
            new Quantiles(
                new double[] {.05, .5},
                new double[][] {{-1, 0.1}, {value[0], (float) value[0] + 1}}),
            0.01,
            true,
            12345,
            87.2,
            0.4,
            3.25,
            List.of(new Recalled(0.93, evidence)),
            methods,
            6);
    return new Prediction("q1", "c", time, answer, "sha256:ab", null);
  }
}
