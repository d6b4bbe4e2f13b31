package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Token;

/** What was told to one context and asked of it: see {@link PointInTime}. */
final class Story {
  /** Something told; a null token forgets. */
  private record Step(long time, Token token, String type) {}

  /** Queries that see the same: what was told from one step on and before another. */
  record Moment(int from, int to, List<Labelled> queries) {}

  private final String context;
  private final List<Step> told = new ArrayList<>();
  private final List<Labelled> asked = new ArrayList<>();
  private boolean silent = true;
  private boolean typed; // whether its tokens have classes

  Story(String context) {
    this.context = context;
  }

  void tell(Token token, String type) {
    if (!silent && typed != (type != null)) {
      throw new IllegalArgumentException(
          (typed ? "class is missing" : "class=\"" + type + "\" is given")
              + ", but the context's tokens before it have "
              + (typed ? "one" : "none")
              + "; give every token of a context its class, or none");
    }
    silent = false;
    typed = type != null;
    told.add(new Step(token.time(), token, type));
  }

  void forget(long time) {
    told.add(new Step(time, null, null));
  }

  void ask(Labelled labelled) {
    asked.add(labelled);
  }

  boolean isSilent() {
    return silent;
  }

  int queries() {
    return asked.size();
  }

  /** Puts all in the order of time; queries that see nothing are in no moment. */
  List<Moment> moments() {
    // Both stable. No time is the least number: such tokens were there from the start.
    told.sort(Comparator.comparingLong(Step::time));
    asked.sort(Comparator.comparingLong(Story::time));
    List<Moment> moments = new ArrayList<>();
    int from = 0;
    int to = 0;
    for (Labelled query : asked) {
      for (; to < told.size() && told.get(to).time() <= time(query); to++) {
        from = told.get(to).token() == null ? to + 1 : from;
      }
      if (from < to) {
        at(moments, from, to).queries().add(query);
      }
    }
    return moments;
  }

  private static long time(Labelled labelled) {
    long time = labelled.query().time();
    return time == Atom.NO_TIME ? Long.MAX_VALUE : time;
  }

  private static Moment at(List<Moment> moments, int from, int to) {
    Moment last = moments.isEmpty() ? null : moments.get(moments.size() - 1);
    if (last != null && last.from() == from && last.to() == to) {
      return last;
    }
    Moment next = new Moment(from, to, new ArrayList<>());
    moments.add(next);
    return next;
  }

  /** One for all moments between which nothing was forgotten. */
  List<Episode> episodes(List<Moment> moments) {
    List<Episode> episodes = new ArrayList<>();
    int next;
    for (int first = 0; first < moments.size(); first = next) {
      next = first + 1;
      while (next < moments.size() && moments.get(next).from() == moments.get(first).from()) {
        next++;
      }
      episodes.add(episode(moments.subList(first, next)));
    }
    return episodes;
  }

  private Episode episode(List<Moment> moments) {
    int from = moments.get(0).from();
    List<Step> seen = told.subList(from, moments.get(moments.size() - 1).to());
    List<Labelled> queries = new ArrayList<>();
    List<Integer> pasts = new ArrayList<>();
    for (Moment moment : moments) {
      for (Labelled query : moment.queries()) {
        queries.add(query);
        pasts.add(moment.to() - from);
      }
    }
    return new Episode(
        from == 0 ? context : context + " since its step " + from,
        seen.stream().map(Step::token).toList(),
        typed ? seen.stream().map(Step::type).toList() : null,
        queries,
        pasts);
  }
}
