package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

class SchemaFitTest {
  /** Two loud fields of noise, one quiet field that tells the classes apart. */
  private static Episode episode(String name, String[] classes, long seed) {
    Random random = new Random(seed);
    List<Token> tokens = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int c = i % classes.length;
      float quiet = c + 0.1f * (float) random.nextGaussian();
      float loud = 10 * (float) random.nextGaussian();
      tokens.add(Token.of(name, new float[] {loud, quiet, -loud + 7}, new float[] {c}, i));
      labels.add(classes[c]);
    }
    Query query = Query.of("q", name, new float[3], 0);
    return new Episode(name, tokens, labels, List.of(new Labelled(query, new float[] {0})));
  }

  /** Of two fields that say the same one direction is made; distances stay what they were. */
  @Test
  void shouldTurnTagsIntoTheDirectionsAlongWhichTheyVary() {
    String form = "{\"tag\":3,\"content\":2,\"kind\":\"classification\",\"tagMap\":\"%s\"}";
    List<Episode> episodes = List.of(episode("a", new String[] {"x", "y"}, 1));
    Fields turned = FieldsJson.parse(String.format(form, "principal"));
    Schema schema = SchemaFit.fit(turned, episodes, 3);
    Schema flat = SchemaFit.fit(FieldsJson.parse(String.format(form, "identity")), episodes, 3);
    assertThat(schema.tagMap().dims()).isEqualTo(2);
    float[][] v = new float[2][];
    float[][] w = new float[2][];
    for (int i = 0; i < 2; i++) {
      Token token = episodes.get(0).tokens().get(i);
      v[i] = schema.embed(token).tag();
      w[i] = flat.embed(token).tag();
    }
    double apart = Math.hypot(v[0][0] - v[1][0], v[0][1] - v[1][1]);
    double before = Math.hypot(Math.hypot(w[0][0] - w[1][0], w[0][1] - w[1][1]), w[0][2] - w[1][2]);
    assertThat(apart).isCloseTo(before, Offset.offset(1e-5));
  }

  @Test
  void shouldFindTheDirectionThatTellsClassesApart() {
    Fields fields =
        FieldsJson.parse(
            "{\"tag\":3,\"content\":2,\"kind\":\"classification\",\"tagMap\":\"discriminant\","
                + "\"unit\":\"none\",\"tagDims\":1}");
    Schema schema = SchemaFit.fit(fields, List.of(episode("a", new String[] {"x", "y"}, 1)), 1);
    float one = schema.tagMap().apply(new float[] {20, 1, -13})[0];
    float same = schema.tagMap().apply(new float[] {-20, 1, 27})[0];
    float other = schema.tagMap().apply(new float[] {20, 0, -13})[0];
    assertThat(Math.abs(one - same)).isLessThan(0.1f * Math.abs(one - other));
    assertThat(schema.shape().tagDims()).isEqualTo(1);
  }

  @Test
  void shouldRefuseASingleClass() {
    Fields fields =
        FieldsJson.parse("{\"tag\":3,\"content\":2,\"tagMap\":\"discriminant\",\"target\":1}");
    assertThatThrownBy(() -> SchemaFit.fit(fields, List.of(episode("a", new String[] {"x"}, 1)), 1))
        .hasMessageContaining("at least 2 classes of tokens, found 1");
  }

  @Test
  void shouldStandardiseFieldsAndLeaveAConstantOneAlone() {
    Fields fields = FieldsJson.parse("{\"tag\":2,\"content\":1}");
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tokens.add(Token.of("c", new float[] {i, 5}, new float[] {10 * i}, i));
    }
    Query query = Query.of("q", "c", new float[2], 0);
    Episode episode = new Episode("c", tokens, null, List.of(new Labelled(query, new float[] {0})));
    Schema schema = SchemaFit.fit(fields, List.of(episode), 2);
    float[] v = schema.tagMap().apply(new float[] {3, 6});
    assertThat(v[0]).isCloseTo((float) (1.5 / Math.sqrt(1.25)), Offset.offset(1e-6f));
    assertThat(v[1]).isEqualTo(1);
    assertThat(schema.lift().apply(new float[] {15})[0]).isZero();
  }

  @Test
  void shouldKeepEpisodesThatShareAClassInOneFold() {
    List<Episode> episodes =
        List.of(
            episode("a", new String[] {"x", "y"}, 1),
            episode("b", new String[] {"y", "z"}, 2),
            episode("c", new String[] {"u", "w"}, 3),
            episode("d", new String[] {"t", "s"}, 4));
    Folds folds = Folds.of(episodes, 1);
    assertThat(folds.parts()).hasSize(3);
    assertThat(folds.parts())
        .anySatisfy(part -> assertThat(part).contains(episodes.get(0), episodes.get(1)));
    for (int k = 0; k < 3; k++) {
      assertThat(folds.without(k)).doesNotContainAnyElementsOf(folds.parts().get(k));
    }
  }
}
