package org.streamrecall.flink;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.streamrecall.model.RecallModel;

/**
 * The model that answers: the job's first one until an update replaces it. The update is kept in
 * broadcast state, and so is the schema's hash, without which a restored memory means nothing.
 */
final class ServedModel {
  static final MapStateDescriptor<String, ModelUpdate> UPDATES =
      new MapStateDescriptor<>("models", Types.STRING, RecallTypes.MODEL_UPDATE);
  private static final MapStateDescriptor<String, String> SCHEMAS =
      new MapStateDescriptor<>("schema", Types.STRING, Types.STRING);
  private static final String CURRENT = "current";
  private static final String REMEDY = "start a new memory, or train with the same schema";

  private final BroadcastState<String, ModelUpdate> updates;
  private RecallModel model;

  /**
   * @throws IllegalArgumentException if the first model is none, or if the state was made by
   *     another schema
   */
  ServedModel(byte[] first, OperatorStateStore store) throws Exception {
    model = RecallModel.fromBytes(first);
    BroadcastState<String, String> schemas = store.getBroadcastState(SCHEMAS);
    String restored = schemas.get(CURRENT);
    if (restored != null && !restored.equals(model.schema().hash())) {
      throw new IllegalArgumentException(
          "the job's model has schema "
              + model.schema().hash()
              + ", the restored memories have "
              + restored
              + "; "
              + REMEDY);
    }
    schemas.put(CURRENT, model.schema().hash());
    updates = store.getBroadcastState(UPDATES);
    ModelUpdate update = updates.get(CURRENT);
    if (update != null) {
      model = RecallModel.fromBytes(update.safetensors());
    }
  }

  RecallModel model() {
    return model;
  }

  /**
   * Replaces the model at once.
   *
   * @throws Refusal if the bytes are no model or its schema is another; nothing has changed
   */
  void replace(ModelUpdate update) throws Exception {
    RecallModel next;
    try {
      next = RecallModel.fromBytes(update.safetensors());
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    if (!next.schema().hash().equals(model.schema().hash())) {
      throw new Refusal(
          "model \""
              + update.name()
              + "\" has schema "
              + next.schema().hash()
              + ", the memories have "
              + model.schema().hash()
              + "; "
              + REMEDY);
    }
    updates.put(CURRENT, update);
    model = next;
  }
}
