package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Two thirds of the languages to train on, the rest to serve: no served language was ever seen.
 *
 * @param train disjoint from serve
 * @param serve disjoint from train
 */
record LanguageSplit(List<Language> train, List<Language> serve) {
  static LanguageSplit of(List<Language> languages, long seed) {
    List<Language> shuffled = new ArrayList<>(languages);
    Collections.shuffle(shuffled, new Random(seed));
    int trained = shuffled.size() * 2 / 3;
    return new LanguageSplit(
        List.copyOf(shuffled.subList(0, trained)),
        List.copyOf(shuffled.subList(trained, shuffled.size())));
  }

  /** The served languages that share the Latin alphabet: the harder half. */
  List<Language> latinServed() {
    return serve.stream().filter(Language::latin).toList();
  }
}
