package org.streamrecall.deploy.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.RecallSession;
import org.streamrecall.model.Recalled;

/**
 * Phrases typed by a person, and what each of some contexts recalls: the same memories, in process.
 */
final class AskedByHand {
  private static final int CONTEXTS = 8;

  private final LanguageTask task;
  private final Languages languages;
  private final RecallSession session;
  private final Map<LanguageContext, MeasureSketch> memories = new LinkedHashMap<>();

  AskedByHand(
      RecallModel model,
      int sketchBytes,
      List<LanguageContext> contexts,
      Languages languages,
      LanguageTask task) {
    this.task = task;
    this.languages = languages;
    session = new RecallSession(model);
    SketchLayout layout = SketchLayout.of(model.schema().shape(), sketchBytes);
    for (LanguageContext context : contexts.subList(0, Math.min(CONTEXTS, contexts.size()))) {
      MeasureSketch memory = new MeasureSketch(layout);
      context.tokens().stream()
          .map(name -> model.schema().embed(task.token(context.id(), name)))
          .forEach(memory::add);
      memories.put(context, memory);
    }
  }

  /** Answers line by line, until there is none. */
  void answer(BufferedReader in, PrintWriter out) throws IOException {
    out.printf(
        "%nNames that belong together, separated by commas (an empty line ends), to %d contexts:%n",
        memories.size());
    out.flush();
    for (String line = in.readLine(); line != null && !line.isBlank(); line = in.readLine()) {
      List<String> phrase =
          Arrays.stream(line.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
      if (phrase.isEmpty()) {
        out.println("no name between the commas; type some letters");
      } else {
        memories.forEach((context, memory) -> out.println(line(phrase, context, memory)));
      }
      out.flush();
    }
  }

  private String line(List<String> phrase, LanguageContext context, MeasureSketch memory) {
    float[] tag = session.model().schema().tagMap().apply(task.tag(phrase));
    Answer answer = session.answer(memory, tag, new float[0]);
    int slot = Slots.largest(answer.value());
    return String.format(
        Locale.ROOT,
        "  %-8s %-24s share %.2f%s   (it holds %s)",
        context.id(),
        context.slots().get(slot).english(),
        answer.value()[slot],
        remembered(answer),
        String.join(", ", context.slots().stream().map(Language::english).toList()));
  }

  private String remembered(Answer answer) {
    for (Recalled part : answer.recalled()) {
      if (part.evidence().ref() != null) {
        return ", as in \"" + languages.name(part.evidence().ref()) + "\"";
      }
    }
    return "";
  }
}
