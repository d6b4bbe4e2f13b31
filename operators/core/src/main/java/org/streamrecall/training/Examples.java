package org.streamrecall.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.model.InputUnits;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Network;
import org.streamrecall.model.Schema;

/**
 * What a training looks at.
 *
 * @param schema that mapped the examples
 * @param taught examples that teach
 * @param held examples of other contexts: they choose
 * @param judged examples on which it is said what was learned
 * @param square mean square of the queries' length
 * @param mean of the targets that teach, (target); zeros for categories
 * @param scale of the same; ones for categories
 */
record Examples(
    Schema schema,
    List<Example> taught,
    List<Example> held,
    List<Example> judged,
    double square,
    double[] mean,
    double[] scale) {
  /**
   * @param judged null where those that choose judge too
   */
  static Examples of(
      Schema schema, List<Example> taught, List<Example> held, List<Example> judged) {
    int target = schema.fields().target();
    double[] mean = new double[target];
    double[] scale = SchemaFit.ones(target);
    if (schema.fields().kind() == Kind.REGRESSION) {
      TargetScale.fit(taught, mean, scale);
    }
    return new Examples(
        schema,
        List.copyOf(taught),
        List.copyOf(held),
        List.copyOf(judged == null ? held : judged),
        square(taught),
        mean,
        scale);
  }

  private static double square(List<Example> examples) {
    double sum = 0;
    long count = 0;
    for (Example example : examples) {
      for (float[] tag : example.tags()) {
        for (float v : tag) {
          sum += (double) v * v;
        }
        count++;
      }
    }
    return sum > 0 ? sum / count : 1;
  }

  /** Whether every one keeps its context's tokens, and none clusters of them. */
  boolean areExact() {
    return taught.stream().allMatch(e -> e.nu(e.tags().size() - 1).exact());
  }

  /** Mean number of parts of what queries see. */
  double parts() {
    return taught.stream().mapToInt(e -> e.nu(0).parts()).average().orElse(0);
  }

  /** What a network's read-out would read of a few queries of each. */
  InputUnits.Read read(Network network, List<Example> of) {
    List<InputUnits.Read> rows =
        of.parallelStream()
            .flatMap(
                e ->
                    Arrays.stream(e.few())
                        .mapToObj(q -> network.read(e.nu(q), e.tags().get(q), e.inputs().get(q))))
            .toList();
    double noise = 0;
    double[][] inputs = new double[rows.size()][];
    for (int q = 0; q < inputs.length; q++) {
      inputs[q] = rows.get(q).inputs()[0];
      noise += rows.get(q).noise() / inputs.length;
    }
    return new InputUnits.Read(inputs, rows.get(0).recalled(), noise);
  }

  /** The targets of the same queries, in standard units. */
  double[][] targets(List<Example> of) {
    return of.stream()
        .flatMap(e -> Arrays.stream(e.few()).mapToObj(q -> e.targets().get(q)))
        .map(
            target ->
                IntStream.range(0, target.length)
                    .mapToDouble(i -> (target[i] - mean[i]) / scale[i])
                    .toArray())
        .toArray(double[][]::new);
  }
}
