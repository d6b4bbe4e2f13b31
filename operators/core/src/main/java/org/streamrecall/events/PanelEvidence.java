package org.streamrecall.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.Log;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Recalled;

/** Which components of a mixture, and which heads, an answer rests on. */
final class PanelEvidence {
  private static final int MOST = 3; // components named with an answer
  private static final double LEAST = 0.05; // share of a head named with it
  private static final Comparator<Method> LARGEST =
      Comparator.comparingDouble(Method::weight).reversed();

  private final PanelPlan tokens;
  private final Provenance provenance; // or null

  PanelEvidence(PanelPlan tokens, Provenance provenance) {
    this.tokens = tokens;
    this.provenance = provenance;
  }

  /** Those that had most to say, with their tags as the user gave them. */
  List<Recalled> of(double[] shares, Mixture mixture, double[] origins) {
    List<Recalled> evidence = new ArrayList<>();
    for (int k : SoftmaxRecall.largest(shares, MOST)) {
      float[] of = new float[tokens.shape.token().tags()];
      for (int i = 0; i < of.length; i++) {
        int scale = tokens.shape.scales().get(i);
        double origin = scale < 0 ? 0 : origins[scale];
        of[i] = (float) (mixture.mean(i, k) + (Double.isNaN(origin) ? 0 : origin));
      }
      boolean known = provenance != null;
      evidence.add(
          new Recalled(
              shares[k],
              new Evidence(
                  Math.max(1, Math.round(mixture.mass(k))),
                  of,
                  known ? provenance.ref(k) : null,
                  known ? provenance.first(k) : Atom.NO_TIME,
                  known ? provenance.last(k) : Atom.NO_TIME)));
    }
    return evidence;
  }

  /**
   * Heads with a share that is worth naming, largest first, of equals the first.
   *
   * @param titles of all heads
   * @param weights (heads)
   */
  static Methods methods(List<String> titles, double[] weights) {
    List<Method> methods = new ArrayList<>();
    for (int h = 0; h < weights.length; h++) {
      if (weights[h] >= LEAST) {
        methods.add(new Method(titles.get(h), weights[h]));
      }
    }
    methods.sort(LARGEST);
    return new Methods(methods);
  }

  static double entropy(double[] shares) {
    double entropy = 0;
    for (double share : shares) {
      entropy -= share > 0 ? share * Log.log(share) : 0;
    }
    return entropy;
  }
}
