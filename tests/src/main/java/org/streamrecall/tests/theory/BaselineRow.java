package org.streamrecall.tests.theory;

import java.util.Locale;

/**
 * One line of baselines.csv.
 *
 * @param method oracle, softmax, linear, frozen, mean or kme
 * @param nmse error over the variance of noise-free labels, on contexts that neither taught nor
 *     chose
 * @param recallMass share of the answer that comes from the component asked for; NaN where not
 *     known
 */
record BaselineRow(PaperTask task, String method, long seed, double nmse, double recallMass) {
  static final String HEADING = "tags,components,noise,target,method,seed,nmse,recall_mass";

  String csv() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%s,%s,%s,%d,%.4f,%s",
        tags(),
        task.components(),
        task.noise() == 0 ? "0" : Double.toString(task.noise()),
        task.truth().name().toLowerCase(Locale.ROOT),
        method,
        seed,
        nmse,
        Words.field(recallMass));
  }

  String tags() {
    return task.tags().name().toLowerCase(Locale.ROOT);
  }
}
