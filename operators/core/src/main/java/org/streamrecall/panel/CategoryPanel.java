package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.streamrecall.mixture.FadingLine;
import org.streamrecall.mixture.Mixture;

/**
 * Several heads over one key's memory of labels, weighed by what each has been worth to this key.
 *
 * <p>Bytes are those of the labels that the key has had: with each new one, components make room
 * for its share in all of them.
 *
 * <p>Reused from key to key: {@link #get} makes it another key's. Not thread safe.
 */
public final class CategoryPanel extends Scaled {
  /** Heads that need no memory: the last again, what followed it, shares lately and in all. */
  private static final List<String> COUNTING = List.of("again", "after", "shares lately", "shares");

  private static final List<String> TITLES =
      Stream.concat(Panel.REMEMBERING.stream().map(Head::title), COUNTING.stream()).toList();

  static final int MEMBERS = TITLES.size();

  /**
   * What there is room for.
   *
   * @param components at least 2
   * @param fading whether for a fading line
   * @param followed labels whose followers are counted
   */
  public record Size(int components, boolean fading, int followed) {}

  /** Told of components that become one while others make room. */
  public interface Merging {
    /**
     * @param kept where what was in a place has gone
     * @param freed the place
     * @param last the component that stands there now, if it is another
     */
    void merged(int kept, int freed, int last);
  }

  private final IntFunction<Size> sizes;
  private final CategoryRoom[] rooms; // by labels
  private final Voting voting = new Voting(MEMBERS);
  private final double[] given = new double[MEMBERS];
  private CategoryRoom room; // null until a label is known
  private int last = -1;
  private double[] factors;
  private double[] shares = new double[0];
  private double tokens;
  private double logMass = Double.NaN;

  /**
   * @param shape without contents
   * @param labels most
   * @param sizes by labels
   */
  public CategoryPanel(PanelShape shape, int labels, IntFunction<Size> sizes) {
    super(shape, 0);
    this.sizes = sizes;
    rooms = new CategoryRoom[labels + 1];
  }

  private CategoryRoom room(int labels) {
    if (rooms[labels] == null) {
      rooms[labels] = new CategoryRoom(shape, sizes.apply(labels), labels);
    }
    if (factors != null) {
      rooms[labels].question.measure(factors, 1);
    }
    return rooms[labels];
  }

  /** Compares by another metric from now on: no part of the state. */
  public void measure(double[] factors) {
    this.factors = factors.clone();
    if (room != null) {
      room.question.measure(factors, 1);
    }
  }

  /** Labels that are known. */
  public int labels() {
    return room == null ? 0 : room.labels;
  }

  /** Whether there is anything to recall. */
  public boolean isEmpty() {
    return room == null || room.mixture.count() == 0;
  }

  /** The memory; null until a label is known. */
  public Mixture mixture() {
    return room == null ? null : room.mixture;
  }

  @Override
  public double deviation(int content) {
    return 0;
  }

  @Override
  void add(int tag, double by) {
    if (room != null) {
      room.mixture.shift(tag, by);
      if (room.fading != null) {
        room.fading.shift(tag, by);
      }
    }
  }

  // ---- foretell ----

  /**
   * What is to be expected of a moment. Changes nothing.
   *
   * @param compared tags, names, directions
   * @return that waits for what comes of it
   */
  public Vote foretell(float[] compared) {
    shares = new double[isEmpty() ? 0 : room.mixture.count()];
    tokens = 0;
    logMass = Double.NaN;
    if (isEmpty()) {
      return Vote.NONE;
    }
    room.units.measure(deviations);
    room.place(compared, -1);
    room.ask(last);
    voting.together(room.said, room.together);
    gather();
    double fresh = room.labels + 1 < rooms.length ? room.followers.fresh() : 0;
    double[] together = new double[room.labels + 1];
    for (int l = 0; l < room.labels; l++) {
      together[l] = (1 - fresh) * room.together[l];
    }
    together[room.labels] = fresh;
    return Vote.of(last, room.said, together);
  }

  private void gather() {
    double sum = 0;
    for (int h = 0; h < room.spreads.length; h++) {
      Spread spread = room.spreads[h];
      double weight = voting.weights()[h];
      if (spread.isKnown) {
        sum += weight;
        tokens += weight * spread.tokens;
        for (int k = 0; k < spread.shares.length; k++) {
          shares[k] += weight * spread.shares[k];
        }
        if (h == Panel.NEAR) {
          logMass = room.question.logMass();
        }
      }
    }
    tokens = sum > 0 ? tokens / sum : 0;
    double all = Arrays.stream(shares).sum();
    for (int k = 0; k < shares.length && all > 0; k++) {
      shares[k] /= all;
    }
  }

  /** Names of the heads, in the order of their {@link #weights}. */
  public static List<String> titles() {
    return TITLES;
  }

  /** Of the last question that was answered: how much of it each head foretold, sum 1. */
  public double[] weights() {
    return voting.weights();
  }

  /** Of the last question: how much each component had to say, (components), sum 1 or all 0. */
  public double[] shares() {
    return shares;
  }

  /** Of the last question: tokens that the heads' fits rest on, effectively. */
  public double tokens() {
    return tokens;
  }

  /** Of the last question: log of how many tokens are near it. */
  public double logMass() {
    return logMass;
  }

  // ---- learn ----

  /** One more label is known from now on. */
  public void grow(Merging merging) {
    CategoryRoom next = room(labels() + 1);
    if (room == null) {
      next.clear();
    } else {
      room.units.measure(deviations);
      float[] per = room.units.per();
      while (room.mixture.count() > next.mixture.capacity()) {
        int freed = room.mixture.mergeClosest(per);
        merging.merged(room.mixture.heir(), freed, room.mixture.count());
      }
      next.take(room);
    }
    room = next;
  }

  /**
   * Takes in what came of what was said.
   *
   * @param label one that is known
   */
  public void resolve(Vote vote, int label) {
    if (vote.each(label, given)) {
      voting.learn(given, vote.together(label));
    }
    room.followers.learn(vote.last, label);
    last = label;
  }

  /**
   * Learns a moment.
   *
   * @param compared tags, names, directions
   * @param label one that is known
   * @param weight how much it counts, at most 1
   * @return the component that has it now
   */
  public int learn(float[] compared, int label, float weight) {
    room.units.measure(deviations);
    room.place(compared, label);
    if (room.fading != null) {
      room.fading.add(room.token, weight);
    }
    return room.mixture.add(room.token, weight, room.units.per());
  }

  // ---- bytes ----

  /** Most bytes beside the mixture. */
  public static int mostBytes(PanelShape shape, int labels, Size size) {
    int fading = size.fading() ? fadingBytes(shape, labels) : 0;
    return 1
        + shape.deviations() * Deviations.BYTES
        + Voting.bytes(MEMBERS)
        + Followers.bytes(labels, size.followed())
        + fading;
  }

  /** Bytes of the line that fades. */
  public static int fadingBytes(PanelShape shape, int labels) {
    return FadingLine.bytes(shape.token().withLabels(labels));
  }

  /** Most bytes of a {@link Vote}. */
  public static int voteBytes(int labels) {
    return Vote.mostBytes(MEMBERS, labels);
  }

  /** Bytes of a row of followers. */
  public static int followerBytes(int labels) {
    return Followers.bytes(labels, 1) - Followers.bytes(labels, 0);
  }

  public void clear() {
    room = null;
    last = -1;
    deviations.clear();
    voting.clear();
  }

  /** Bytes beside the mixture. */
  public int bytes() {
    int of = 1 + deviations.bytes() + Voting.bytes(MEMBERS);
    if (room != null) {
      of += room.followers.bytes();
      of += room.fading == null ? 0 : room.fading.bytes();
    }
    return of;
  }

  /** Writes all but the mixture, little-endian. */
  public void put(ByteBuffer out) {
    deviations.put(out);
    voting.put(out);
    out.put((byte) last);
    if (room != null) {
      room.followers.put(out);
      if (room.fading != null) {
        room.fading.put(out);
      }
    }
  }

  /**
   * Reads what {@link #put} wrote; the mixture is empty then.
   *
   * @param labels that are known
   */
  public void get(ByteBuffer in, int labels) {
    deviations.get(in);
    voting.get(in);
    last = in.get();
    room = labels == 0 ? null : room(labels);
    if (room != null) {
      room.mixture.clear();
      room.followers.get(in);
      if (room.fading != null) {
        room.fading.get(in);
      }
    }
  }

  /** A vote that was written. */
  public static Vote vote(ByteBuffer in) {
    return Vote.get(in, MEMBERS);
  }
}
