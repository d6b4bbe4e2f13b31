package org.streamrecall.training;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.attention.Recollection;
import org.streamrecall.measure.Measure;
import org.streamrecall.training.HeldOutAnswer.Asked;

/**
 * How much of the attention falls on the tokens that a query asks for.
 *
 * @param asked which these are
 * @param mass their share of the attention, mean over heads
 * @param chance their share of the tokens
 */
record AskedMass(Asked asked, double mass, double chance) {
  private static final double TENTH = 0.1;

  /**
   * @param slot the answer
   */
  static AskedMass of(Measure nu, int slot, List<Recollection> heads) {
    double mass = heads.stream().mapToDouble(head -> head.value()[slot]).average().orElseThrow();
    return new AskedMass(Asked.SAME_CATEGORY, mass, nu.contentMass()[slot] / nu.mass());
  }

  /** Of numbers: those that are tagged most like the query. */
  static AskedMass near(Measure nu, float[] tag, List<Recollection> heads) {
    double[] distances =
        IntStream.range(0, nu.parts()).mapToDouble(p -> distance(nu, p, tag)).toArray();
    List<Integer> order =
        IntStream.range(0, distances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(p -> distances[p]))
            .toList();
    boolean same = nu.exact() && nu.mass() > nu.parts(); // equal tags are one part each
    double wanted = same ? nu.mass(order.get(0)) : TENTH * nu.mass();
    double taken = 0;
    double mass = 0;
    for (int i = 0; i < order.size() && taken < wanted; i++) {
      int part = order.get(i);
      double used = Math.min(1, (wanted - taken) / nu.mass(part));
      taken += used * nu.mass(part);
      for (Recollection head : heads) {
        mass += used * head.shares()[part] / heads.size();
      }
    }
    return new AskedMass(
        same ? Asked.SAME_TAG : Asked.NEAREST_TENTH, Math.min(1, mass), wanted / nu.mass());
  }

  /** Squared, from a tag to that of a part. */
  static double distance(Measure nu, int part, float[] tag) {
    float[] at = nu.evidence(part).tag();
    double sum = 0;
    for (int i = 0; i < tag.length; i++) {
      sum += ((double) tag[i] - at[i]) * (tag[i] - at[i]);
    }
    return sum;
  }
}
