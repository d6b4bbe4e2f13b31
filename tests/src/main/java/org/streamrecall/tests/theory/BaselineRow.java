package org.streamrecall.tests.theory;

import java.util.Locale;

/**
 * One line of baselines.csv.
 *
 * @param method oracle, softmax, linear, frozen or mean
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
        task.tags().name().toLowerCase(Locale.ROOT),
        task.components(),
        task.noise() == 0 ? "0" : Double.toString(task.noise()),
        task.truth().name().toLowerCase(Locale.ROOT),
        method,
        seed,
        nmse,
        Double.isNaN(recallMass) ? "" : String.format(Locale.ROOT, "%.4f", recallMass));
  }
}
