package org.streamrecall.panel;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.mixture.FadingLine;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.mixture.TokenShape;

/** What a {@link CategoryPanel} remembers by while it knows so many labels. */
final class CategoryRoom {
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
  final Units units;
  private final int tags;
  private final double[] shares; // (labels)

  CategoryRoom(PanelShape of, CategoryPanel.Size size, int labels) {
    this.labels = labels;
    TokenShape all = of.token().withLabels(labels);
    tags = all.tags();
    mixture = new Mixture(all, size.components());
    fading = size.fading() ? new FadingLine(all, Panel.KEEP) : null;
    followers = new Followers(labels, size.followed());
    units = new Units(of, all, Units.NONE);
    question = new Question(of.groups(), mixture, fading, units.of);
    said = new double[CategoryPanel.MEMBERS][labels];
    spreads = new Spread[Panel.REMEMBERING.size()];
    Arrays.setAll(spreads, h -> new Spread(labels));
    together = new double[labels];
    shares = new double[labels];
    token = new float[all.all()];
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
    List<Head> heads = Panel.REMEMBERING;
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
