package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.SketchLayout;

/** Lifts as schemas declare them and models keep them. */
class LiftingTest {
  private static final String LIFTED =
      "{\"tag\":2,\"content\":2,\"target\":1,\"lift\":\"%s\",\"dims\":5}";

  private static Schema fitted(String json) {
    Fields fields = FieldsJson.parse(json);
    Lift.Identity plain = new Lift.Identity(new double[] {1, 2}, new double[] {3, 4});
    Lift lift = Schema.lift(fields, plain, new double[] {-1, 0}, new double[] {7, 9});
    return new Schema(fields, TagMap.identity(2, TagMap.Unit.NONE), lift);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"lift\":\"cosine\"",
        "\"lift\":\"cosine\",\"dims\":\"auto\",\"maxDims\":40",
        "\"lift\":\"concat\",\"dims\":7",
        "\"lift\":\"concat\",\"dims\":7,\"range\":[[0,1],[-2.5,3]]"
      })
  void shouldComeBackFromJson(String lift) {
    Fields fields = FieldsJson.parse("{\"tag\":2,\"content\":2," + lift + "}");
    assertThat(fields.lift().isLifted()).isTrue();
    assertThat(FieldsJson.parse(FieldsJson.write(fields))).isEqualTo(fields);
  }

  @Test
  void shouldChooseAmongSixteenFeaturesUnlessToldOtherwise() {
    Lifting lifting = FieldsJson.parse("{\"tag\":2,\"content\":1,\"lift\":\"cosine\"}").lift();
    assertThat(lifting).isEqualTo(new Lifting(Lifting.Kind.COSINE, 0, 16, java.util.List.of()));
    assertThat(lifting.isOpen()).isTrue();
    String wide = "{\"tag\":2,\"content\":250,\"target\":1,\"lift\":\"concat\"}";
    assertThat(FieldsJson.parse(wide).lift().maxDims()).isEqualTo(6);
  }

  /** A schema without a lift keeps the hash that it has always had. */
  @Test
  void shouldSayNothingOfALiftThatIsNone() {
    Fields plain = FieldsJson.parse("{\"tag\":2,\"content\":1,\"lift\":\"none\"}");
    assertThat(plain).isEqualTo(FieldsJson.parse("{\"tag\":2,\"content\":1}"));
    assertThat(FieldsJson.write(plain)).doesNotContain("lift", "dims\":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"lift\":\"sine\" | lift=\"sine\" is not one of [none, cosine, concat]",
        "\"lift\":\"cosine\",\"dims\":0 | dims=0 is not a whole number from 1 to 256",
        "\"lift\":\"cosine\",\"dims\":257 | dims=257 is not a whole number from 1 to 256",
        "\"lift\":\"concat\",\"dims\":255 | dims=255 is not a whole number from 1 to 254",
        "\"lift\":\"cosine\",\"maxDims\":0 | maxDims=0 is not a whole number from 1 to 256",
        "\"lift\":\"cosine\",\"dims\":3,\"maxDims\":9 | maxDims=9 beside dims=3",
        "\"dims\":3 | dims=3 without a lift; set lift to cosine or concat",
        "\"lift\":\"cosine\",\"range\":[[0,1]] | is not one pair [low,high] with low < high for each of 2",
        "\"lift\":\"cosine\",\"range\":[[0,1],[2,2]] | is not one pair [low,high] with low < high",
        "\"lift\":\"cosine\",\"range\":[0,1] | is not one pair [low,high]",
        "\"lift\":\"cosine\",\"kind\":\"classification\",\"target\":1 | a category has no range"
      })
  void shouldRefuseABadLiftInWords(String lift, String message) {
    assertThatThrownBy(() -> FieldsJson.parse("{\"tag\":2,\"content\":2," + lift + "}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseFeaturesThatHaveNoRoomBesideTheNumbers() {
    String json = "{\"tag\":2,\"content\":256,\"target\":1,\"lift\":\"concat\"}";
    assertThatThrownBy(() -> FieldsJson.parse(json))
        .hasMessageContaining("lift=concat with content=256 leaves no room");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cosine", "concat"})
  void shouldComeBackFromAModelsFile(String kind) {
    Schema schema = fitted(String.format(LIFTED, kind));
    Network network = Network.start(schema, 2, 4, 3, 1, new double[] {0.5}, new double[] {2});
    RecallModel model = new RecallModel(network, TrainingRecord.NONE);
    RecallModel again = RecallModel.fromBytes(model.toBytes());
    float[] z = {2, 3};
    assertThat(again.schema().hash()).isEqualTo(schema.hash());
    assertThat(again.schema().lift().apply(z)).isEqualTo(schema.lift().apply(z));
    assertThat(again.toBytes()).isEqualTo(model.toBytes());
    ExactMeasure nu = new ExactMeasure(schema.shape());
    nu.add(schema.embed(Token.of("c", new float[] {1, 0}, z, 0)));
    assertThat(again.answer(nu, new float[] {1, 1}, new float[0]).value())
        .isEqualTo(model.answer(nu, new float[] {1, 1}, new float[0]).value());
  }

  /** Memories hold features: of other features, or the same on another range, they are others. */
  @Test
  void shouldHashEverythingThatFeaturesDependOn() {
    Fields fields = FieldsJson.parse(String.format(LIFTED, "cosine"));
    double[] low = {-1, 0};
    double[] high = {7, 9};
    Schema schema = fitted(String.format(LIFTED, "cosine"));
    TagMap map = TagMap.identity(2, TagMap.Unit.NONE);
    Lift moved = new CosineLift(low, new double[] {7, 10}, 5);
    Set<String> hashes =
        Set.of(
            schema.hash(),
            schema.first(4).hash(),
            new Schema(fields, map, moved).hash(),
            fitted(String.format(LIFTED, "concat")).hash());
    assertThat(hashes).hasSize(4);
    assertThat(new Schema(fields, map, new CosineLift(low, high, 5)).hash())
        .isEqualTo(schema.hash());
  }

  @Test
  void shouldCountTheFeaturesInTheBytesOfAContext() {
    Schema schema = fitted(String.format(LIFTED, "concat"));
    assertThat(schema.shape().contentDims()).isEqualTo(7);
    SketchLayout layout = SketchLayout.of(schema.shape(), 1 << 14);
    SketchLayout plain =
        SketchLayout.of(fitted("{\"tag\":2,\"content\":2,\"target\":1}").shape(), 1 << 14);
    assertThat(layout.atomBytes() - plain.atomBytes()).isEqualTo(5 * Float.BYTES);
    assertThat(layout.account())
        .contains(String.format("%5d x %6d", layout.foldBatch(), layout.atomBytes()));
    Schema most = fitted("{\"tag\":2,\"content\":2,\"lift\":\"cosine\",\"dims\":256}");
    long least = SketchLayout.leastBytes(most.shape(), true, Decay.NONE);
    assertThatThrownBy(() -> SketchLayout.of(most.shape(), (int) least - 1))
        .hasMessageContaining(
            "256 content numbers need; raise it to at least that, or keep fewer (tagDims, dims)");
  }

  @Test
  void shouldAnswerUntrainedWithTheNumbersThatAreKept() {
    String ranges = "{\"tag\":1,\"content\":1,\"dims\":2,\"range\":[[0,10]],\"lift\":\"%s\"}";
    Schema concat = Schema.of(FieldsJson.parse(String.format(ranges, "concat")));
    ExactMeasure nu = new ExactMeasure(concat.shape());
    nu.add(concat.embed(Token.of("c", new float[] {1}, new float[] {3}, 0)));
    nu.add(concat.embed(Token.of("c", new float[] {1}, new float[] {5}, 0)));
    float[] value =
        toFloats(RecallModel.untrained(concat).answer(nu, new float[] {1}, new float[0]).value());
    assertThat(value).containsExactly(new float[] {4}, Offset.offset(1e-5f));
    Schema cosine = Schema.of(FieldsJson.parse(String.format(ranges, "cosine")));
    assertThatThrownBy(() -> RecallModel.untrained(cosine))
        .hasMessageContaining("lift=cosine keeps features of it alone; train one first");
    Fields open = FieldsJson.parse("{\"tag\":1,\"content\":1,\"lift\":\"concat\"}");
    assertThatThrownBy(() -> Schema.of(open))
        .hasMessageContaining("lift=concat without training needs its dims and its range");
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
