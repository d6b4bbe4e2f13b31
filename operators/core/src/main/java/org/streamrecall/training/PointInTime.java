package org.streamrecall.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Token;

/**
 * Episodes from two streams, of tokens and of queries whose answers are known. A query's past is
 * the memory that it would have asked: every token of its context that is not later than itself,
 * and no other, since the context was last forgotten.
 *
 * <p>Among equal times tokens come before queries, else what was told first comes first. A token
 * without a time was there from the start; a query without one asks at the end. What a context said
 * before it was forgotten, and after, are two episodes.
 *
 * <p>Queries that see the same tokens ask at the same <em>moment</em>. To bound the work, of a
 * context with more moments than are wanted so many are taken, evenly spread, the last among them;
 * queries at the others are passed over, so that none has a past that is not its own.
 */
public final class PointInTime {
  private final Map<String, Story> stories = new LinkedHashMap<>();
  private long lastTime = Atom.NO_TIME; // of what was told last
  private int silent;
  private int early;
  private int crowded;

  /**
   * Tells a token.
   *
   * @param type its class, as in {@link Episode#classes}, or null
   * @throws IllegalArgumentException if other tokens of its context have a class and it has none,
   *     or the other way
   */
  public void tell(Token token, String type) {
    story(token.context()).tell(token, type);
    lastTime = token.time();
  }

  /**
   * Forgets a context.
   *
   * @param time when, or {@link Atom#NO_TIME} for the time of what was told before
   */
  public void forget(String context, long time) {
    lastTime = time == Atom.NO_TIME ? lastTime : time;
    story(context).forget(lastTime);
  }

  /** Asks a query whose answer is known. */
  public void ask(Labelled labelled) {
    story(labelled.query().context()).ask(labelled);
  }

  private Story story(String context) {
    return stories.computeIfAbsent(context, Story::new);
  }

  /**
   * The episodes, their contexts in the order in which they were first named.
   *
   * @param most moments of a context that are taken, at least 1
   */
  public List<Episode> episodes(int most) {
    silent = 0;
    early = 0;
    crowded = 0;
    List<Episode> episodes = new ArrayList<>();
    for (Story story : stories.values()) {
      if (story.isSilent()) {
        silent += story.queries() > 0 ? 1 : 0;
        continue;
      }
      List<Story.Moment> moments = story.moments();
      List<Story.Moment> taken = spread(moments, most);
      early += story.queries() - count(moments);
      crowded += count(moments) - count(taken);
      episodes.addAll(story.episodes(taken));
    }
    return episodes;
  }

  private static List<Story.Moment> spread(List<Story.Moment> moments, int most) {
    if (moments.size() <= most) {
      return moments;
    }
    List<Story.Moment> taken = new ArrayList<>();
    for (long i = 1; i <= most; i++) {
      taken.add(moments.get((int) (i * moments.size() / most) - 1));
    }
    return taken;
  }

  private static int count(List<Story.Moment> moments) {
    return moments.stream().mapToInt(moment -> moment.queries().size()).sum();
  }

  /** Contexts that were asked and have said nothing at all. */
  public int silentContexts() {
    return silent;
  }

  /** Queries of other contexts that see no token. */
  public int queriesWithoutPast() {
    return early;
  }

  /** Queries at moments that were not taken, for there are too many. */
  public int queriesBeyondMoments() {
    return crowded;
  }
}
