package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;

/**
 * The models that answer: the job's first one until an update's time. The last updates are kept in
 * broadcast state, and so is the schema's hash, without which a restored memory means nothing.
 */
final class ServedModel {
  static final MapStateDescriptor<String, ModelUpdate> UPDATES =
      new MapStateDescriptor<>("models", Types.STRING, RecallTypes.MODEL_UPDATE);

  /** Updates that are kept: queries that wait may be older than the newest of them. */
  static final int KEPT = 4;

  private static final MapStateDescriptor<String, String> SCHEMAS =
      new MapStateDescriptor<>("schema", Types.STRING, Types.STRING);
  private static final String CURRENT = "current";
  private static final String REMEDY = "start a new memory, or train with the same schema";

  /** A model from a time on. */
  private record Dated(ModelUpdate update, RecallModel model) {
    long from() {
      return update == null ? Atom.NO_TIME : update.effectiveFrom();
    }
  }

  private final BroadcastState<String, ModelUpdate> updates;
  private final List<Dated> models = new ArrayList<>(); // by time, latest first, KEPT at most

  /**
   * @throws IllegalArgumentException if the first model is none
   * @throws SuppressRestartsException if the state was made by another schema: it is so again after
   *     every restart
   */
  ServedModel(byte[] first, OperatorStateStore store) throws Exception {
    RecallModel model = RecallModel.fromBytes(first);
    BroadcastState<String, String> schemas = store.getBroadcastState(SCHEMAS);
    String restored = schemas.get(CURRENT);
    if (restored != null && !restored.equals(model.schema().hash())) {
      throw new SuppressRestartsException(
          new IllegalArgumentException(
              "the job's model has schema "
                  + model.schema().hash()
                  + ", the restored memories have "
                  + restored
                  + ": what makes moments alike or is foretold is not the same; start without"
                  + " that state (another --state), or with the schema that made it"));
    }
    schemas.put(CURRENT, model.schema().hash());
    models.add(new Dated(null, model));
    updates = store.getBroadcastState(UPDATES);
    for (int i = KEPT - 1; i >= 0; i--) {
      ModelUpdate update = updates.get(name(i));
      if (update != null) {
        insert(new Dated(update, RecallModel.fromBytes(update.safetensors())));
      }
    }
  }

  private static String name(int place) {
    return place == 0 ? CURRENT : "before-" + place;
  }

  /** The latest one. */
  RecallModel model() {
    return models.get(0).model();
  }

  /** The one that answers a query of this time; the latest one if it has none. */
  RecallModel at(long time) {
    if (time == Atom.NO_TIME) {
      return model();
    }
    int at = 0;
    while (at < models.size() - 1 && models.get(at).from() > time) {
      at++;
    }
    return models.get(at).model();
  }

  /**
   * Takes in a model, effective from its time on.
   *
   * @throws Refusal if the bytes are no model or its schema is another; nothing has changed
   */
  void replace(ModelUpdate update) throws Exception {
    if (update.fault() != null) {
      throw new Refusal(update.fault());
    }
    RecallModel next;
    try {
      next = RecallModel.fromBytes(update.safetensors());
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    if (!next.schema().hash().equals(model().schema().hash())) {
      throw new Refusal(
          "model \""
              + update.name()
              + "\" has schema "
              + next.schema().hash()
              + ", the memories have "
              + model().schema().hash()
              + "; "
              + REMEDY);
    }
    insert(new Dated(update, next));
    updates.clear();
    for (int i = 0; i < models.size(); i++) {
      ModelUpdate kept = models.get(i).update();
      if (kept != null) {
        updates.put(name(i), kept);
      }
    }
  }

  /** What holds from the same time on, or at once, takes the place of what did before. */
  private void insert(Dated next) {
    if (next.from() == Atom.NO_TIME) {
      models.clear();
    }
    models.removeIf(dated -> dated.from() == next.from());
    int at = 0;
    while (at < models.size() && models.get(at).from() > next.from()) {
      at++;
    }
    models.add(at, next);
    while (models.size() > KEPT) {
      models.remove(models.size() - 1);
    }
  }
}
