package org.streamrecall.events;

import org.streamrecall.events.schema.Event;
import org.streamrecall.panel.Scaled;

/** From events to the tokens of one key's panel, whose numbers stand from origins that may move. */
final class PanelReading {
  /** An origin moves when the level is so many usual moves away from it. */
  private static final double FAR = 4096;

  private static final double LARGEST = 20; // deviations that a tag shows

  private final Plan plan;
  private final PanelPlan tokens;
  private final int targets;
  private final KeyPast<?> key;
  private final Scaled panel;
  private final double[] usual; // (scales)
  private final float[] token; // (all)
  private final float[] tag; // (tags, loose)
  private double[] newest; // scalars of the event read last, as they are

  PanelReading(PanelPlan tokens, KeyPast<?> key) {
    this.tokens = tokens;
    this.key = key;
    plan = tokens.plan;
    panel = key.scaled();
    targets = tokens.shape.token().contents();
    usual = new double[tokens.scales];
    token = new float[tokens.shape.token().all()];
    tag = new float[token.length - targets];
  }

  /** Of the event asked about last, (tags, loose). */
  float[] tag() {
    return tag.clone();
  }

  /** Numbers of the event read last as they are, (plan.scalars). */
  double[] newest() {
    return newest;
  }

  /**
   * Numbers of a moment as they are, (plan.scalars); NaN where that is not known.
   *
   * @param ago events since, 1 for the last
   */
  double[] scalars(Held row, int ago) {
    double[] scalars = plan.rereading.read(row, ago, key);
    for (int i = 0; i < row.scalars().length; i++) {
      int scalar = plan.rereading.scalar(i);
      int scale = tokens.scaleOf[scalar];
      double origin = scale < 0 ? 0 : key.origins[scale];
      scalars[scalar] = row.scalars()[i] + (Double.isNaN(origin) ? 0 : origin);
    }
    return scalars;
  }

  /** Numbers from their origins, (plan.scalars). */
  float[] scalars(Event event) {
    double[] read = plan.scalars(event, key);
    newest = read.clone();
    return fromOrigins(read);
  }

  private float[] fromOrigins(double[] read) {
    for (PanelPlan.Place place : tokens.places) {
      if (place.scale() >= 0) {
        double origin = key.origins[place.scale()];
        read[place.scalar()] -= Double.isNaN(origin) ? read[place.scalar()] : origin;
      }
    }
    float[] scalars = new float[read.length];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = (float) read[i];
    }
    return scalars;
  }

  /**
   * The token of a moment that waited, as {@link #token(float[])} has it.
   *
   * @param ago events since, 1 for the last
   */
  float[] token(Held row, int ago) {
    double[] read = plan.rereading.read(row, ago, key);
    float[] scalars = fromOrigins(read);
    for (int i = 0; i < row.scalars().length; i++) {
      scalars[plan.rereading.scalar(i)] = row.scalars()[i];
    }
    return token(scalars);
  }

  /** The token of them, (all), without contents; the next one is written over it. */
  float[] token(float[] scalars) {
    for (int s = 0; s < usual.length; s++) {
      usual[s] = Double.isNaN(key.origins[s]) ? 0 : panel.level(s) - key.origins[s];
    }
    tokens.encode(scalars, usual, token);
    return token;
  }

  /** The value whole seasons before the target's, NaN if it is not known. */
  double seasonAgo(int t, double now) {
    int back = tokens.seasonBack[t];
    if (back < 0) {
      return Double.NaN;
    }
    return back == 0 ? now : key.rings.get(tokens.seasonRing[t], back);
  }

  /** Makes the last token the tag that others are given to compare by. */
  void show() {
    int at = 0;
    for (int i = 0; i < token.length; i++) {
      if (i < tokens.shape.token().tags()) {
        int scale = tokens.shape.scales().get(i);
        double unit = scale < 0 ? 1 : panel.scale(scale);
        double from = scale < 0 || Double.isNaN(key.origins[scale]) ? 0 : usual[scale];
        tag[at++] =
            (float) Math.max(-LARGEST, Math.min(LARGEST, unit > 0 ? (token[i] - from) / unit : 0));
      } else if (i >= tokens.shape.token().dims()) {
        tag[at++] = token[i];
      }
    }
  }

  /**
   * Notes how far the newest numbers stray, and moves origins that they have left behind.
   *
   * @param row the newest
   * @return whether any has moved
   */
  boolean move(Held row) {
    boolean moved = false;
    for (int s = 0; s < key.origins.length; s++) {
      double x = newest[tokens.seen[s]];
      panel.see(s, x);
      if (Double.isNaN(key.origins[s])) {
        key.origins[s] = x;
        continue;
      }
      double by = panel.level(s) - key.origins[s];
      double unit = panel.scale(s);
      for (int t = 0; t < targets; t++) {
        double deviation = tokens.scaleOfTarget[t] == s ? panel.deviation(t) : 0;
        unit = deviation > 0 ? Math.min(unit, deviation) : unit;
      }
      if (Math.abs(by) > FAR * unit && unit > 0) {
        move(s, by, row);
        moved = true;
      }
    }
    return moved;
  }

  private void move(int s, double by, Held newest) {
    panel.shift(s, by);
    key.pending.forEach(row -> move(row.scalars(), s, by));
    move(newest.scalars(), s, by);
    key.origins[s] += by;
  }

  private void move(float[] kept, int s, double by) {
    for (int i = 0; i < kept.length; i++) {
      if (tokens.scaleOf[plan.rereading.scalar(i)] == s) {
        kept[i] -= (float) by;
      }
    }
  }
}
