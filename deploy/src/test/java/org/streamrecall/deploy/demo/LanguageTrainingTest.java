package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.streamrecall.training.Episode;

class LanguageTrainingTest {
  @Test
  void shouldLearnFromEveryTrainingLanguageAndNoOther() {
    List<Language> trained = LanguageSplit.of(Languages.ofThisJdk().all(), 1).train();
    Set<String> classes = new HashSet<>();
    for (Episode episode : LanguageTraining.episodes(trained, new LanguageTask(), new Random(1))) {
      classes.addAll(episode.classes());
    }
    assertThat(classes)
        .containsExactlyInAnyOrderElementsOf(trained.stream().map(Language::code).toList());
  }
}
