package org.streamrecall.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.RecallModel;

/** How much each feature of events counts where moments are compared. */
public final class FeatureWeights {
  private FeatureWeights() {}

  /**
   * How many times as much a squared distance counts as before any training, by feature in the
   * order of the schema; of a feature of several numbers the mean.
   *
   * @param model of events
   */
  public static Map<String, Double> of(RecallModel model) {
    double[] metric = model.metric();
    Map<String, Double> weights = new LinkedHashMap<>();
    int at = 0;
    for (Feature part : EventSchema.of(model).parts().toList()) {
      double sum = 0;
      for (int i = 0; i < part.width(); i++) {
        sum += metric[at++];
      }
      weights.put(part.toString(), sum / part.width());
    }
    return weights;
  }
}
