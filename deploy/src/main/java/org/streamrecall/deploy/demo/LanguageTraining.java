package org.streamrecall.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;

/**
 * Training on contexts of the training languages, through memories of the size that will serve. The
 * languages fall into {@value #GROUPS} groups and a context mixes those of one, so that training
 * can look at languages its tag map was not fitted on, as serving will.
 */
final class LanguageTraining {
  private static final int GROUPS = 3;
  private static final int CONTEXTS_PER_GROUP = 10;
  private static final int STEPS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private LanguageTraining() {}

  static TrainingOptions options(long seed, int sketchBytes) {
    return TrainingOptions.defaults()
        .withSeed(seed)
        .withSteps(STEPS)
        .withTimeLimit(LIMIT)
        .withSketchBytes(sketchBytes);
  }

  static List<Episode> episodes(List<Language> languages, LanguageTask task, Random random) {
    List<Episode> episodes = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      List<Language> group =
          languages.subList(g * languages.size() / GROUPS, (g + 1) * languages.size() / GROUPS);
      LanguageContext.several("train-" + g + "-", CONTEXTS_PER_GROUP, group, random)
          .forEach(context -> episodes.add(task.episode(context)));
    }
    return episodes;
  }

  static TrainingResult fit(List<Episode> episodes, TrainingOptions options, Progress progress) {
    return Training.fit(LanguageTask.fields(), episodes, options, progress);
  }
}
