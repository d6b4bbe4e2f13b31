package org.streamrecall.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
  private static final int CONTEXTS_PER_GROUP = 16;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private LanguageTraining() {}

  static TrainingOptions options(long seed, int steps, int sketchBytes) {
    return TrainingOptions.defaults()
        .withSeed(seed)
        .withSteps(steps)
        .withTimeLimit(LIMIT)
        .withSketchBytes(sketchBytes);
  }

  static List<Episode> episodes(List<Language> languages, LanguageTask task, Random random) {
    List<Episode> episodes = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      List<Language> group =
          languages.subList(g * languages.size() / GROUPS, (g + 1) * languages.size() / GROUPS);
      List<Language> deck = new ArrayList<>();
      for (int c = 0; c < CONTEXTS_PER_GROUP; c++) {
        List<Language> hand = deal(deck, group, random);
        String id = "train-" + g + "-" + c;
        episodes.add(task.episode(LanguageContext.of(id, hand, random)));
      }
    }
    return episodes;
  }

  /** Eight languages off the deck, which is shuffled anew when used up: none is left out. */
  private static List<Language> deal(List<Language> deck, List<Language> group, Random random) {
    Set<Language> hand = new LinkedHashSet<>();
    while (hand.size() < LanguageContext.SLOTS) {
      if (deck.isEmpty()) {
        deck.addAll(group);
        Collections.shuffle(deck, random);
      }
      hand.add(deck.remove(deck.size() - 1));
    }
    return List.copyOf(hand);
  }

  static TrainingResult fit(List<Episode> episodes, TrainingOptions options, Progress progress) {
    return Training.fit(LanguageTask.fields(), episodes, options, progress);
  }
}
