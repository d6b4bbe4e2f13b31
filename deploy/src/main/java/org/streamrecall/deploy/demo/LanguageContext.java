package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One stream that mixes the names of {@value #SLOTS} languages, and questions to it.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A name held back for a question is no token of the context, not even of another language.
 *   <li>Each name a language holds back is in exactly one of its questions.
 *   <li>A language's slot is its place in the order of first arrival.
 *   <li>Times grow by one millisecond a token, and questions come after all tokens.
 * </ol>
 *
 * @param id the key
 * @param slots the languages, in slot order
 * @param tokens in order of time
 * @param questions in order of time
 */
record LanguageContext(
    String id, List<Language> slots, List<Name> tokens, List<Question> questions) {
  /** Languages to a context. */
  static final int SLOTS = 8;

  /** Names to a question. */
  static final int PHRASE = 3;

  /** Questions to each language of a context. */
  static final int QUESTIONS = 8;

  /** When every context begins: a fixed moment, so that the same seed gives the same bytes. */
  static final long START_MILLIS = 1_700_000_000_000L;

  /** A token: one name of the language in {@code slot}. */
  record Name(String text, String ref, int slot, long time) {}

  /** A question: a phrase never sent, and the slot that is the true answer. */
  record Question(String id, List<String> phrase, int truth, long time) {}

  static LanguageContext of(String id, List<Language> pool, Random random) {
    List<Language> mixed = new ArrayList<>(pool);
    Collections.shuffle(mixed, random);
    mixed = mixed.subList(0, SLOTS);
    List<List<String>> held = new ArrayList<>();
    Set<String> allHeld = new HashSet<>();
    for (Language language : mixed) {
      List<String> names = new ArrayList<>(language.names());
      Collections.shuffle(names, random);
      held.add(names.subList(0, PHRASE * QUESTIONS));
      allHeld.addAll(held.get(held.size() - 1));
    }
    List<Name> arrivals = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      Language language = mixed.get(i);
      for (int j = 0; j < language.names().size(); j++) {
        String text = language.names().get(j);
        if (!allHeld.contains(text)) {
          arrivals.add(new Name(text, language.ref(j), i, 0));
        }
      }
    }
    Collections.shuffle(arrivals, random);
    List<Integer> order = arrivals.stream().map(Name::slot).distinct().toList();
    List<Name> tokens = new ArrayList<>(arrivals.size());
    for (Name name : arrivals) {
      long time = START_MILLIS + tokens.size();
      tokens.add(new Name(name.text(), name.ref(), order.indexOf(name.slot()), time));
    }
    List<Language> slots = order.stream().map(mixed::get).toList();
    List<List<String>> heldBySlot = order.stream().map(held::get).toList();
    return new LanguageContext(
        id, slots, tokens, ask(id, heldBySlot, START_MILLIS + tokens.size()));
  }

  /** Questions take turns by language, so that any prefix of them is balanced. */
  private static List<Question> ask(String id, List<List<String>> held, long firstTime) {
    List<Question> questions = new ArrayList<>();
    for (int q = 0; q < QUESTIONS; q++) {
      for (int slot = 0; slot < SLOTS; slot++) {
        List<String> phrase = List.copyOf(held.get(slot).subList(PHRASE * q, PHRASE * (q + 1)));
        int number = questions.size();
        questions.add(new Question(id + "-" + number, phrase, slot, firstTime + number));
      }
    }
    return questions;
  }

  /** Contexts {@code prefix0, prefix1, ..} of one pool of languages. */
  static List<LanguageContext> several(
      String prefix, int count, List<Language> pool, Random random) {
    List<LanguageContext> contexts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contexts.add(of(prefix + i, pool, random));
    }
    return contexts;
  }
}
