package org.streamrecall.deploy.demo;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.streamrecall.deploy.demo.LanguageContext.Question;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Recalled;

/**
 * Prints some answers for people, as they arrive: the first one of each of {@value #CONTEXTS}
 * contexts.
 */
final class LiveLines {
  private static final int CONTEXTS = 16;

  private final PrintWriter out;
  private final Languages languages;
  private final Map<String, Asked> asked = new HashMap<>();
  private final Set<String> shown = new HashSet<>();

  private record Asked(LanguageContext context, Question question) {}

  LiveLines(PrintWriter out, Languages languages, List<LanguageContext> contexts) {
    this.out = out;
    this.languages = languages;
    for (LanguageContext context : contexts) {
      context.questions().forEach(q -> asked.put(q.id(), new Asked(context, q)));
    }
  }

  void accept(Prediction prediction) {
    Asked about = asked.get(prediction.id());
    if (about == null || shown.size() == CONTEXTS || !shown.add(prediction.context())) {
      return;
    }
    out.println(line(about, prediction));
    out.flush();
  }

  private String line(Asked about, Prediction prediction) {
    double[] value = prediction.answer().value();
    int slot = Slots.largest(value);
    String truth = about.context().slots().get(about.question().truth()).english();
    if (slot < 0) {
      return about.question().phrase() + "  nothing recalled; it is " + truth;
    }
    String recalled = about.context().slots().get(slot).english();
    return String.format(
        Locale.ROOT,
        "%s  %s%n       recalls %s (share %.2f)%s; it is %s",
        slot == about.question().truth() ? "right" : "WRONG",
        String.join(" + ", about.question().phrase()),
        recalled,
        value[slot],
        remembered(prediction),
        truth);
  }

  /** A real name out of memory: the token nearest the centre of what was recalled most. */
  private String remembered(Prediction prediction) {
    for (Recalled part : prediction.answer().recalled()) {
      if (part.evidence().ref() != null) {
        return ", as in \"" + languages.name(part.evidence().ref()) + "\"";
      }
    }
    return "";
  }
}
