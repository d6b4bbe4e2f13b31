package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.EpisodeSource;
import org.streamrecall.training.Evaluation;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;

/**
 * Training learns the paper's task with no options but the schema: labels have variance 1, which is
 * the error of who learns nothing. Few contexts and steps, so that the test is quick; the figures
 * with more are those of {@code tests/theory}.
 */
@Tag("computes")
class LearnsTest {
  private static final int CONTEXTS = 300;

  @ParameterizedTest
  @CsvSource({"ANTIPODAL,4,POINT,0.27", "ORTH,4,QUAD,0.62"})
  void shouldLearnThePapersTask(Tags tags, int components, Truth truth, double most) {
    PaperTask task = PaperTask.of(tags, components).asking(truth);
    Fields fields = FieldsJson.parse(task.schema());
    TrainingOptions quick = TrainingOptions.defaults().withSteps(250);
    TrainingResult result =
        Training.fit(fields, task.training(CONTEXTS, 4, 1), quick, Progress.NONE);
    double rmse = Evaluation.of(result.model(), task.test(150, 4, 2), 0).rmse();
    assertThat(rmse * rmse).isLessThan(most);
    assertThat(result.hitTimeLimit()).isFalse();
  }

  /** Noise on tags blurs exact attention; to attend to clusters is better, and is learned. */
  @Test
  void shouldLearnToSmoothNoisyTagsThroughTheMemory() {
    PaperTask task = PaperTask.of(Tags.ORTH, 4).withNoise(0.7);
    Fields fields = FieldsJson.parse(task.schema());
    EpisodeSource episodes = task.training(150, 4, 1);
    TrainingOptions options = TrainingOptions.defaults().withSteps(80).withSketchBytes(4096);
    TrainingResult smooth = Training.fit(fields, episodes, options, Progress.NONE);
    TrainingResult plain =
        Training.fit(fields, episodes, options.withoutSmoothing(), Progress.NONE);
    assertThat(smooth.validationLoss()).isLessThan(0.96 * plain.validationLoss());
    double[] smoothing = smooth.model().smoothing();
    assertThat(smoothing[0]).isBetween(0.5, 1.0);
    assertThat(RecallModel.fromBytes(smooth.model().toBytes()).smoothing()).isEqualTo(smoothing);
    assertThat(plain.model().smoothing()).containsOnly(0);
  }
}
