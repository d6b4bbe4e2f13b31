package org.streamrecall.training;

import java.util.List;

/** Mean and deviation of the training targets: the unit that a regression's loss is measured in. */
final class TargetScale {
  private TargetScale() {}

  static void fit(List<Example> examples, double[] mean, double[] scale) {
    List<float[]> targets = examples.stream().flatMap(e -> e.targets().stream()).toList();
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] target : targets) {
        sum += target[i];
      }
      mean[i] = sum / targets.size();
      double square = 0;
      for (float[] target : targets) {
        square += (target[i] - mean[i]) * (target[i] - mean[i]);
      }
      double deviation = Math.sqrt(square / targets.size());
      scale[i] = deviation > 1e-9 * Math.abs(mean[i]) ? deviation : 1; // a constant target
    }
  }
}
