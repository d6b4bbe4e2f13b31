package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;

class PaperTaskTest {
  private static final PaperTask TASK = PaperTask.of(Tags.SIMPLEX, 4);

  /** The same contexts and questions, whatever is seen of them; fewer tokens are the first ones. */
  @Test
  void shouldAskTheSameOfEndlessContexts() {
    List<Episode> finite = TASK.test(3, 4, 5);
    List<Episode> endless = TASK.withTokens(PaperTask.MEASURE).test(3, 4, 5);
    List<Episode> brief = TASK.withTokens(100).test(3, 4, 5);
    for (int c = 0; c < 3; c++) {
      assertThat(tags(finite.get(c))).isEqualTo(tags(endless.get(c)));
      for (int q = 0; q < 4; q++) {
        Labelled asked = finite.get(c).queries().get(q);
        Labelled same = endless.get(c).queries().get(q);
        assertThat(same.target()).isEqualTo(asked.target());
        assertThat(same.query().tag()).isEqualTo(asked.query().tag());
        assertThat(same.query().inputs()).isEqualTo(asked.query().inputs());
      }
      for (int t = 0; t < 100; t++) {
        float[] content = finite.get(c).tokens().get(t).content();
        assertThat(brief.get(c).tokens().get(t).content()).isEqualTo(content);
      }
    }
  }

  /** A long context's means are those of the quadrature, within chance; its tags the same. */
  @Test
  void shouldBeTheLimitOfLongContexts() {
    int tokens = 40_000;
    Episode finite = TASK.withTokens(tokens).test(1, 2, 5).get(0);
    Episode endless = TASK.withTokens(PaperTask.MEASURE).test(1, 2, 5).get(0);
    for (float[] tag : List.of(endless.tokens().get(0).tag(), endless.tokens().get(100).tag())) {
      double[] limit = mean(endless, tag);
      double[] seen = mean(finite, tag);
      assertThat(limit[0]).isBetween(0.2499, 0.2501);
      for (int j = 1; j < limit.length; j++) {
        assertThat(Math.abs(seen[j] - limit[j])).isLessThan(6 / Math.sqrt(tokens / 4.0));
      }
    }
  }

  /**
   * Eight nodes a side integrate what they must exactly: to a finer rule nothing changes. The
   * weights of a context add up to its mass, so that the waves of its densities add nothing.
   */
  @Test
  void shouldIntegrateDensitiesToOne() {
    for (Episode episode : TASK.withTokens(PaperTask.MEASURE).test(20, 1, 5)) {
      double mass = episode.tokens().stream().mapToDouble(Token::weight).sum();
      assertThat(mass).isBetween(1e6 - 1e-3, 1e6 + 1e-3);
    }
  }

  /** Noise changes the tags that are shown, as much as is said, and nothing else. */
  @Test
  void shouldAddNoiseToTagsAlone() {
    Episode clear = TASK.test(1, 4, 5).get(0);
    Episode noisy = TASK.withNoise(0.5).test(1, 4, 5).get(0);
    double square = 0;
    for (int t = 0; t < clear.tokens().size(); t++) {
      Token token = noisy.tokens().get(t);
      assertThat(token.content()).isEqualTo(clear.tokens().get(t).content());
      for (int k = 0; k < token.tag().length; k++) {
        square += Math.pow(token.tag()[k] - clear.tokens().get(t).tag()[k], 2);
      }
    }
    assertThat(square / clear.tokens().size()).isBetween(0.22, 0.28);
    for (int q = 0; q < 4; q++) {
      assertThat(noisy.queries().get(q).target()).isEqualTo(clear.queries().get(q).target());
    }
  }

  @Test
  void shouldDrawTheSameWheneverItIsRead() {
    var source = TASK.training(2, 1, 9);
    List<String> once = new ArrayList<>();
    List<String> again = new ArrayList<>();
    source.forEach(e -> once.add(Arrays.toString(e.tokens().get(7).content())));
    source.forEach(e -> again.add(Arrays.toString(e.tokens().get(7).content())));
    assertThat(once).hasSize(2).isEqualTo(again);
  }

  private static List<String> tags(Episode episode) {
    return episode.tokens().stream()
        .map(token -> Arrays.toString(token.tag()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Mass of a tag as a part of all, and the mean content beside it. */
  private static double[] mean(Episode episode, float[] tag) {
    double[] mean = new double[1 + PaperTask.MODES];
    double all = 0;
    for (Token token : episode.tokens()) {
      all += token.weight();
      if (Arrays.equals(token.tag(), tag)) {
        mean[0] += token.weight();
        for (int j = 0; j < PaperTask.MODES; j++) {
          mean[1 + j] += token.weight() * token.content()[j];
        }
      }
    }
    for (int j = 1; j < mean.length; j++) {
      mean[j] /= mean[0];
    }
    mean[0] /= all;
    return mean;
  }

  /** Each question goes with its label to the next context. */
  @Test
  void shouldShuffleQuestionsWithTheirLabels() {
    List<Episode> own = TASK.test(3, 2, 5);
    List<Episode> shuffled = ShuffleStudy.shuffled(own);
    List<Labelled> asked = new ArrayList<>();
    for (int e = 0; e < 3; e++) {
      assertThat(shuffled.get((e) % 3).queries()).isEqualTo(own.get(e).queries());
      assertThat(shuffled.get(e).tokens()).isEqualTo(own.get((e + 1) % 3).tokens());
      asked.addAll(shuffled.get(e).queries());
    }
    assertThat(asked).doesNotHaveDuplicates();
  }
}
