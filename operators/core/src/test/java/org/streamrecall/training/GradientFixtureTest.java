package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Network;
import org.streamrecall.model.ReadOutShape;
import org.streamrecall.model.Schema;

/**
 * Loss, gradient and steps against another implementation, in float64 numpy: {@code
 * src/test/python/gradients.py}.
 */
class GradientFixtureTest {
  private static final Schema SCHEMA =
      Schema.of(FieldsJson.parse("{\"tag\":3,\"content\":2,\"inputs\":2,\"target\":2}"));

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldAgreeWithAnotherImplementation(int place) throws IOException {
    JsonNode numbers = numbers();
    JsonNode one = numbers.get("cases").get(place);
    Network network = network(numbers, one);
    double[] weights = network.weights().values();
    double[] gradient = network.weights().zeros().values();
    assertThat(weights.length).isEqualTo(one.get("weights").size());
    System.arraycopy(doubles(one.get("weights")), 0, weights, 0, weights.length);

    double loss = gradient(network, numbers, gradient);
    assertThat(loss).isCloseTo(one.get("loss").asDouble(), within(1e-12));
    assertThat(gradient).containsExactly(doubles(one.get("gradient")), within(1e-12));

    double[] decays = new double[weights.length];
    Arrays.fill(decays, 0.1);
    Adam adam = new Adam(weights, SchemaFit.ones(weights.length), decays);
    for (int step = 0; step < 3; step++) {
      gradient(network, numbers, gradient);
      adam.step(weights, gradient, 0.02);
    }
    assertThat(weights).containsExactly(doubles(one.get("afterThreeSteps")), within(1e-9));
  }

  private static double gradient(Network network, JsonNode numbers, double[] gradient) {
    ExactMeasure nu = new ExactMeasure(SCHEMA.shape());
    for (int i = 0; i < numbers.get("mass").size(); i++) {
      double mass = numbers.get("mass").get(i).asDouble();
      float[] tag = floats(numbers.get("tags").get(i));
      nu.add(new Atom(tag, floats(numbers.get("contents").get(i)), mass, Atom.NO_TIME, null));
    }
    Supplier<Measure> past = () -> nu; // queries of one past go together
    int queries = numbers.get("asked").size();
    Example example =
        new Example(
            new ArrayList<>(),
            rows(numbers.get("asked")),
            rows(numbers.get("inputs")),
            rows(numbers.get("targets")));
    int[] all = new int[queries];
    for (int q = 0; q < queries; q++) {
      example.pasts().add(past);
      all[q] = q;
    }
    var into = network.weights().zeros();
    double loss =
        new EmpiricalRisk(network).gradient(List.of(new EmpiricalRisk.Batch(example, all)), into);
    System.arraycopy(into.values(), 0, gradient, 0, gradient.length);
    return loss;
  }

  private static Network network(JsonNode numbers, JsonNode one) {
    List<Integer> widths =
        StreamSupport.stream(numbers.get("widths").spliterator(), false)
            .map(JsonNode::asInt)
            .toList();
    return Network.start(
        SCHEMA,
        numbers.get("heads").asInt(),
        new ReadOutShape(one.get("readsTag").asBoolean(), widths),
        1,
        1,
        doubles(numbers.get("mean")),
        doubles(numbers.get("scale")));
  }

  private static JsonNode numbers() throws IOException {
    try (InputStream file =
        GradientFixtureTest.class.getResourceAsStream("/golden/gradients.json")) {
      return new ObjectMapper().readTree(file);
    }
  }

  private static List<float[]> rows(JsonNode node) {
    List<float[]> rows = new ArrayList<>();
    node.forEach(row -> rows.add(floats(row)));
    return rows;
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) node.get(i).asDouble();
    }
    return values;
  }

  private static double[] doubles(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asDouble();
    }
    return values;
  }
}
