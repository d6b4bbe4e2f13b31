package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

class PointInTimeTest {
  private static final float[] TAG = {1};
  private static final int ALL = Integer.MAX_VALUE;

  private static Token token(String context, int number, long time) {
    return Token.of(context, TAG, new float[] {number}, time);
  }

  private static Labelled query(String context, int number, long time) {
    return new Labelled(
        Query.of(Integer.toString(number), context, TAG, time), new float[] {number});
  }

  /** Few different times, some of them none: ties and gaps are the rule. */
  private static long time(Random random) {
    return random.nextInt(8) == 0 ? Atom.NO_TIME : random.nextInt(12);
  }

  private static List<Token> past(Episode episode, int query) {
    return episode.tokens().subList(0, episode.past(query));
  }

  private static Episode only(List<Episode> episodes) {
    assertThat(episodes).hasSize(1);
    return episodes.get(0);
  }

  private static long asOf(Labelled query) {
    long time = query.query().time();
    return time == Atom.NO_TIME ? Long.MAX_VALUE : time;
  }

  /** A past holds no later token and every earlier one, whatever the order they came in. */
  @Property(tries = 300)
  void shouldShowAQueryExactlyTheTokensNotLaterThanItself(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int tokens,
      @ForAll @IntRange(min = 1, max = 30) int queries,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    Random random = new Random(seed);
    PointInTime moments = new PointInTime();
    List<Token> told = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      told.add(token("c" + random.nextInt(2), i, time(random)));
    }
    told.forEach(token -> moments.tell(token, null));
    for (int i = 0; i < queries; i++) {
      moments.ask(query("c" + random.nextInt(2), i, time(random)));
    }
    List<Episode> episodes = moments.episodes(most);
    for (Episode episode : episodes) {
      for (int q = 0; q < episode.queries().size(); q++) {
        Labelled asked = episode.queries().get(q);
        assertThat(past(episode, q))
            .containsExactlyInAnyOrderElementsOf(
                told.stream()
                    .filter(t -> t.context().equals(asked.query().context()))
                    .filter(t -> t.time() <= asOf(asked))
                    .toList());
      }
      assertThat(episode.queries().stream().map(q -> asOf(q)).toList()).isSorted();
      assertThat(episode.tokens().stream().map(Token::time).toList()).isSorted();
      assertThat(episode.pasts().stream().distinct().count()).isLessThanOrEqualTo(most);
    }
  }

  /** No query is lost without being counted. */
  @Property(tries = 200)
  void shouldAccountForEveryQuery(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int most) {
    Random random = new Random(seed);
    PointInTime moments = new PointInTime();
    for (int i = 0; i < 20; i++) {
      moments.tell(token("c" + (i < 3 ? i : random.nextInt(3)), i, time(random)), null);
      moments.ask(query("c" + random.nextInt(3), i, time(random)));
    }
    moments.ask(query("nobody", 20, 1));
    moments.ask(query("nobody", 21, 2));
    int taken = moments.episodes(most).stream().mapToInt(e -> e.queries().size()).sum();
    assertThat(moments.silentContexts()).isEqualTo(1);
    assertThat(taken + moments.queriesWithoutPast() + moments.queriesBeyondMoments()).isEqualTo(20);
    int all = moments.episodes(ALL).stream().mapToInt(e -> e.queries().size()).sum();
    assertThat(moments.queriesBeyondMoments()).isZero();
    assertThat(all).isGreaterThanOrEqualTo(taken);
  }

  @Test
  void shouldTakeMomentsEvenlySpreadAndTheLast() {
    PointInTime moments = new PointInTime();
    for (int i = 0; i < 100; i++) {
      moments.tell(token("c", i, i), null);
      moments.ask(query("c", i, i));
    }
    assertThat(only(moments.episodes(4)).pasts()).containsExactly(25, 50, 75, 100);
    assertThat(moments.queriesBeyondMoments()).isEqualTo(96);
  }

  @Test
  void shouldShowNothingFromBeforeItWasForgotten() {
    PointInTime moments = new PointInTime();
    moments.tell(token("c", 0, Atom.NO_TIME), null);
    moments.tell(token("c", 1, 10), null);
    moments.forget("c", 20);
    moments.tell(token("c", 2, 20), null);
    moments.tell(token("c", 3, 25), null);
    moments.ask(query("c", 0, 9));
    moments.ask(query("c", 1, 19));
    moments.ask(query("c", 2, 20));
    moments.ask(query("c", 3, Atom.NO_TIME));
    List<Episode> episodes = moments.episodes(ALL);
    assertThat(episodes).extracting(Episode::name).containsExactly("c", "c since its step 3");
    assertThat(episodes.get(0).pasts()).containsExactly(1, 2);
    assertThat(past(episodes.get(1), 0)).extracting(t -> t.content()[0]).containsExactly(2f);
    assertThat(past(episodes.get(1), 1)).extracting(t -> t.content()[0]).containsExactly(2f, 3f);
  }

  /** As replay does: behind the record before it. */
  @Test
  void shouldForgetAtTheTimeOfWhatCameBefore() {
    PointInTime moments = new PointInTime();
    moments.tell(token("c", 0, 5), null);
    moments.forget("c", Atom.NO_TIME);
    moments.tell(token("c", 1, 7), null);
    moments.ask(query("c", 0, 4));
    moments.ask(query("c", 1, 6));
    moments.ask(query("c", 2, 7));
    assertThat(only(moments.episodes(ALL)).pasts()).containsExactly(1);
    assertThat(moments.queriesWithoutPast()).isEqualTo(2);
  }

  @Test
  void shouldKeepClassesWithTheirTokens() {
    PointInTime moments = new PointInTime();
    moments.tell(token("c", 0, 2), "late");
    moments.tell(token("c", 1, 1), "soon");
    moments.tell(token("d", 1, 1), null);
    moments.ask(query("c", 0, 2));
    assertThat(moments.episodes(ALL).get(0).classes()).containsExactly("soon", "late");
    assertThatThrownBy(() -> moments.tell(token("c", 2, 3), null))
        .hasMessage(
            "class is missing, but the context's tokens before it have one; give every token of a"
                + " context its class, or none");
    assertThatThrownBy(() -> moments.tell(token("d", 2, 3), "x"))
        .hasMessageStartingWith(
            "class=\"x\" is given, but the context's tokens before it have none");
  }

  @Test
  void shouldRefuseAPastThatIsNotThere() {
    List<Token> tokens = List.of(token("c", 0, 0));
    List<Labelled> queries = List.of(query("c", 0, 0));
    assertThatThrownBy(() -> new Episode("c", tokens, null, queries, List.of(2)))
        .hasMessage(
            "episode c has a query that sees 2 of 1 tokens; it must see at least one, and none that"
                + " is not there");
    assertThatThrownBy(() -> new Episode("c", tokens, null, queries, List.of()))
        .hasMessageContaining("has 0 pasts for 1 queries");
  }
}
