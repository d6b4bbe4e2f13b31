package org.streamrecall.flink;

import java.util.LinkedHashMap;
import java.util.Map;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.ShardedRecall;

/** The scratch of each model that answers, the latest used kept. */
final class ShardedRecalls {
  private static final int CACHED = 2 * DatedModels.KEPT;

  private final Decay decay;
  private final Map<String, ShardedRecall> byModel =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ShardedRecall> eldest) {
          return size() > CACHED;
        }
      };

  ShardedRecalls(Decay decay) {
    this.decay = decay;
  }

  ShardedRecall of(RecallModel model) {
    return byModel.computeIfAbsent(model.id(), id -> new ShardedRecall(model, decay));
  }
}
