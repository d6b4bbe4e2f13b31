package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.NGrams;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;

/**
 * The language question in the words of the library: names become n-gram tags, slots become
 * categories, contexts become episodes. Equal names share one array, which nobody writes to. Thread
 * safe.
 */
final class LanguageTask {
  /** Dimensions of a mapped tag. */
  static final int TAG_DIMS = 64;

  /** The JSON field that holds a name, or a phrase of several. */
  static final String TEXT = "name";

  private static final int NGRAM_SLOTS = 1024;

  private final Map<String, float[]> tags = new ConcurrentHashMap<>();

  static Fields fields() {
    return Fields.builder()
        .tag(NGRAM_SLOTS)
        .text(TEXT)
        .content(LanguageContext.SLOTS)
        .kind(Kind.CLASSIFICATION)
        .tagDims(TAG_DIMS)
        .build();
  }

  /** Raw tag of a token, (NGRAM_SLOTS). */
  float[] tag(String name) {
    return tags.computeIfAbsent(name, text -> NGrams.features(List.of(text), NGRAM_SLOTS));
  }

  /** Raw tag of a question, (NGRAM_SLOTS). */
  float[] tag(List<String> phrase) {
    return NGrams.features(phrase, NGRAM_SLOTS);
  }

  Token token(String context, Name name) {
    return new Token(
        context, tag(name.text()), new float[] {name.slot()}, name.time(), 1, name.ref());
  }

  Query query(String context, Question question) {
    return Query.of(question.id(), context, tag(question.phrase()), question.time());
  }

  /** A context to learn from; the class of a token is its language, whatever its slot. */
  Episode episode(LanguageContext context) {
    List<Token> tokens = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (Name name : context.tokens()) {
      tokens.add(token(context.id(), name));
      classes.add(context.slots().get(name.slot()).code());
    }
    List<Labelled> questions = new ArrayList<>();
    for (Question question : context.questions()) {
      questions.add(new Labelled(query(context.id(), question), new float[] {question.truth()}));
    }
    return new Episode(context.id(), tokens, classes, questions);
  }
}
