package org.streamrecall.flink.models;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.streamrecall.model.RecallModel;

/**
 * What is kept to answer by each model, made when it is first asked; of the models used last.
 *
 * @param <T> what that is: scratch, that one thread uses
 */
public final class PerModel<T> {
  private static final int CACHED = 2 * DatedModels.KEPT;

  private final Function<RecallModel, T> making;
  private final Map<String, T> byId =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
          return size() > CACHED;
        }
      };

  public PerModel(Function<RecallModel, T> making) {
    this.making = making;
  }

  public T of(RecallModel model) {
    return byId.computeIfAbsent(model.id(), id -> making.apply(model));
  }
}
