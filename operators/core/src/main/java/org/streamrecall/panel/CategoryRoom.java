package org.streamrecall.panel;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.mixture.FadingLine;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.mixture.TokenShape;

/** What a {@link CategoryPanel} remembers by while it knows so many labels. */
final class CategoryRoom {
  private static final double CLOCK = 1.5; // weights in the distance of components
  private static final double NAME = 2;
  private static final double LABEL = 0.5;

  /** Tokens that the shares of labels count for beside what a head recalls. */
  private static final double SHARED = 1;

  /** That the shares count for beside a line, which reaches beyond its tokens. */
  private static final double SHARED_OF_LINE = 2;

  final int labels;
  final Mixture mixture;
  final FadingLine fading; // or null
  final Followers followers;
  final Question question;
  final double[][] said; // (heads, labels)
  final Spread[] spreads; // (heads)
  final double[] together; // (labels)
  final float[] token; // (all)
  final float[] per; // (all)
  private final PanelShape shape;
  private final int tags;
  private final double numbers;
  private final double[] units; // (dims)
  private final double[] shares; // (labels)

  CategoryRoom(PanelShape of, CategoryPanel.Size size, int labels, double keep) {
    this.labels = labels;
    shape = of;
    TokenShape all = of.token().withLabels(labels);
    tags = all.tags();
    numbers = Math.sqrt(of.numbers());
    mixture = new Mixture(all, size.components());
    fading = size.fading() ? new FadingLine(all, keep) : null;
    followers = new Followers(labels, size.followed());
    units = new double[all.dims()];
    question = new Question(of.groups(), mixture, fading, units);
    said = new double[CategoryPanel.HEADS.size() + CategoryPanel.GIVEN][labels];
    spreads = new Spread[CategoryPanel.HEADS.size()];
    Arrays.setAll(spreads, h -> new Spread(labels));
    together = new double[labels];
    shares = new double[labels];
    token = new float[all.all()];
    per = new float[all.all()];
  }

  /** Makes this what another is that knows fewer labels, and has as few components. */
  void take(CategoryRoom other) {
    mixture.take(other.mixture);
    followers.take(other.followers);
    if (fading != null && other.fading != null) {
      fading.take(other.fading);
    } else if (fading != null) {
      fading.clear();
    }
  }

  void clear() {
    mixture.clear();
    followers.clear();
    if (fading != null) {
      fading.clear();
    }
  }

  void measure(Deviations deviations) {
    for (int i = 0; i < units.length; i++) {
      int scale = i < tags ? shape.scales().get(i) : -1;
      double deviation = scale < 0 ? 1 : deviations.get(scale);
      units[i] = deviation > Float.MIN_NORMAL ? deviation : 1;
    }
    for (int i = 0; i < per.length; i++) {
      if (i >= units.length) {
        per[i] = (float) NAME;
      } else if (i >= tags) {
        per[i] = (float) LABEL;
      } else {
        per[i] = (float) (shape.scales().get(i) < 0 ? CLOCK : 1 / (numbers * units[i]));
      }
    }
  }

  /**
   * @param compared tags, names, directions
   * @param label or -1
   */
  void place(float[] compared, int label) {
    System.arraycopy(compared, 0, token, 0, tags);
    Arrays.fill(token, tags, tags + labels, 0);
    if (label >= 0) {
      token[tags + label] = 1;
    }
    System.arraycopy(compared, tags, token, tags + labels, compared.length - tags);
  }

  /** Asks all heads about the token that was placed. */
  void ask(int last) {
    question.ask(token, new double[0][]);
    followers.shares(shares);
    List<Head> heads = CategoryPanel.HEADS;
    for (int h = 0; h < heads.size(); h++) {
      Arrays.fill(said[h], Double.NaN);
      spreads[h].clear();
      heads.get(h).foretell(question, said[h], spreads[h]);
      boolean isLine = spreads[h].leverage > 0;
      share(said[h], spreads[h].tokens, isLine ? SHARED_OF_LINE : SHARED);
    }
    followers.again(last, said[heads.size()]);
    followers.after(last, said[heads.size() + 1]);
    followers.late(said[heads.size() + 2]);
    followers.shares(said[heads.size() + 3]);
  }

  /** Probabilities of what a head says, drawn to the shares of labels where it rests on little. */
  private void share(double[] said, double tokens, double shared) {
    double sum = 0;
    for (int l = 0; l < labels; l++) {
      said[l] = Double.isNaN(said[l]) ? said[l] : Math.max(0, said[l]);
      sum += said[l];
    }
    double n = Math.max(0, tokens);
    for (int l = 0; l < labels && !Double.isNaN(sum); l++) {
      double p = sum > 0 ? said[l] / sum : shares[l];
      said[l] = (n * p + shared * shares[l]) / (n + shared);
    }
  }
}
