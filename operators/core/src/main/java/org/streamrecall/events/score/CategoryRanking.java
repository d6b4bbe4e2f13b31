package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Answer;

/** The category that is foretold, of all keys: how often each method is right, and its log loss. */
final class CategoryRanking extends Ranking<Guess> {
  private final int text;
  private final int horizon;
  private final Tally.Names total;
  private final Map<String, Set<String>> met = new HashMap<>(); // the names of each key so far

  CategoryRanking(EventSchema schema, List<String> ours) {
    super(schema.predict().get(0), ours, CategoryRivals.NAMES);
    Target target = schema.predict().get(0);
    text = EventFields.of(schema).text(target.field());
    horizon = target.horizon();
    total = new Tally.Names(names.size());
  }

  @Override
  Rivals<Guess> rivals() {
    return new CategoryRivals(horizon);
  }

  @Override
  Tally<Guess> tally() {
    return new Tally.Names(names.size());
  }

  @Override
  Tally<Guess> total() {
    return total;
  }

  @Override
  Truth truth(Event event) {
    return new Truth(Double.NaN, event.texts()[text]);
  }

  @Override
  void learn(String key, Truth truth) {
    if (truth.isKnown()) {
      met.computeIfAbsent(key, name -> new HashSet<>()).add(truth.name());
    }
  }

  /** Those that have no slot share one with a name that is new. */
  @Override
  Guess said(Answer answer, String key) {
    Set<String> known = met.getOrDefault(key, Set.of());
    int told =
        (int) answer.categories().stream().filter(n -> n != null && known.contains(n)).count();
    return new Guess.Answered(answer.categories(), answer.value(), known.size() - told + 1);
  }

  @Override
  List<Score.Line> lines(List<Tally<Guess>> scored) {
    List<Score.Line> lines = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      double right = total.accuracy(m);
      double loss = total.logLoss(m);
      lines.add(new Score.Line(names.get(m), Double.NaN, Double.NaN, Double.NaN, right, loss));
    }
    return lines;
  }

  @Override
  int constant(List<Tally<Guess>> scored) {
    return 0;
  }

  @Override
  int tooShort(List<Tally<Guess>> scored) {
    return 0;
  }
}
