package org.streamrecall.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.AtomTable;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.Streams;

/** Several queries at once are what each is alone, forward and back. */
class ExactAttentionTest {
  private final AtomTable table = new AtomTable(); // used again and again, as in training
  private final ExactAttention attention = new ExactAttention();

  @Property(tries = 50)
  void shouldRecallAndCarryBackWhatEachQueryDoesAlone(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 70) int tokens,
      @ForAll @IntRange(min = 1, max = 6) int queries) {
    List<Atom> atoms = Streams.mixture(tokens, 5, 3, 3, seed);
    ExactMeasure nu = new ExactMeasure(new Shape(5, 3, 2, 0));
    Random random = new Random(seed);
    for (Atom atom : atoms) {
      nu.add(new Atom(atom.tag(), atom.content(), 0.1 + 9 * random.nextDouble(), 0, null));
    }
    double[] a = new double[queries * 5];
    double[] dValues = random.doubles(queries * 3, -1, 1).toArray();
    for (int q = 0; q < queries; q++) {
      System.arraycopy(Streams.query(atoms, 12, seed + q), 0, a, q * 5, 5);
    }
    nu.layOut(table);
    double[] values = new double[queries * 3];
    double[] da = new double[queries * 5];
    attention.recall(table, queries, a, values);
    attention.addGradient(dValues, da);
    for (int q = 0; q < queries; q++) {
      double[] one = slice(a, q, 5);
      Recollection alone = SoftmaxRecall.recall(nu, one);
      double[] back = new double[5];
      SoftmaxRecall.addGradient(nu, one, 0, alone, slice(dValues, q, 3), back);
      assertThat(slice(values, q, 3)).containsExactly(alone.value(), Offset.offset(1e-11));
      assertThat(slice(da, q, 5)).containsExactly(back, Offset.offset(1e-11));
    }
  }

  private static double[] slice(double[] rows, int row, int columns) {
    return java.util.Arrays.copyOfRange(rows, row * columns, (row + 1) * columns);
  }
}
