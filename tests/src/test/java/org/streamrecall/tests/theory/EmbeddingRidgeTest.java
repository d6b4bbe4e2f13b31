package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;
import org.streamrecall.tests.theory.EmbeddingKernel.Points;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;

class EmbeddingRidgeTest {
  /** Of one component there is nothing to recall: it is distribution regression, its own task. */
  @Test
  void shouldLearnFromContextsOfOneComponent() {
    PaperTask one = PaperTask.of(Tags.RANDOM, 1).withTokens(PaperTask.MEASURE).withTagDims(1);
    assertThat(error(one.asking(Truth.QUAD), 100)).isLessThan(0.15);
  }

  /** Tags that are drawn anew are told apart by recall alone, which it has not. */
  @Test
  void shouldNotRecall() {
    assertThat(error(PaperTask.of(Tags.ORTH, 4), 60)).isGreaterThan(0.7);
  }

  private static double error(PaperTask task, int contexts) {
    return EmbeddingRidge.error(task.training(contexts, 4, 1), task.tests(100, 4, 2));
  }

  /** Random features stand for the Gaussian kernel of tags, and merged tokens for single ones. */
  @Test
  void shouldEmbedByTheKernelOfTags() {
    Random random = new Random(4);
    List<Episode> episodes = new ArrayList<>();
    for (int c = 0; c < 20; c++) {
      float[] tag = {random.nextFloat(), random.nextFloat()};
      List<Token> tokens = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        tokens.add(Token.of("c", tag, new float[] {random.nextFloat()}, Atom.NO_TIME));
      }
      Query query = Query.of("q", "c", tag, Atom.NO_TIME);
      episodes.add(
          new Episode("c" + c, tokens, null, List.of(new Labelled(query, new float[] {0}))));
    }
    Points points = new EmbeddingKernel(0.7, 1, 1).points(Asked.of(episodes::forEach));
    for (int c = 1; c < episodes.size(); c++) {
      double far = 0;
      for (int k = 0; k < 2; k++) {
        double apart = tag(episodes, c)[k] - tag(episodes, 0)[k];
        far += apart * apart / 0.49;
      }
      double contents = 1 + content(episodes, c) * content(episodes, 0);
      assertThat(Tags.dot(points.embedded()[c], points.embedded()[0]))
          .isCloseTo(Math.exp(-far / 2) * contents, Offset.offset(0.35));
    }
    double[] first = points.embedded()[0];
    double square = 1 + content(episodes, 0) * content(episodes, 0);
    assertThat(Tags.dot(first, first)).isCloseTo(square, Offset.offset(1e-6));
  }

  private static float[] tag(List<Episode> episodes, int c) {
    return episodes.get(c).queries().get(0).query().tag();
  }

  private static double content(List<Episode> episodes, int c) {
    return episodes.get(c).tokens().stream().mapToDouble(t -> t.content()[0]).average().orElse(0);
  }
}
