package org.streamrecall.flink.models;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;

/**
 * The models that answer: the job's first one until an update's time. The last updates are kept in
 * broadcast state, and so is what restored memories must agree with: the schema's hash, the
 * half-life, the order, the format.
 */
public final class ServedModel {
  public static final MapStateDescriptor<String, ModelUpdate> UPDATES =
      new MapStateDescriptor<>("models", Types.STRING, RecordTypes.MODEL_UPDATE);

  private static final MapStateDescriptor<String, String> TERMS =
      new MapStateDescriptor<>("schema", Types.STRING, Types.STRING);

  /** Of tokens' memories; of events' there is more. */
  public static final String FORMAT = Integer.toString(SketchLayout.FORMAT);

  /** Of inputs, as they arrive. */
  public static final String ARRIVAL = "arrival";

  /** Of inputs, by their times. */
  public static final String TIME = "time";

  private static final String CURRENT = "current";

  private final BroadcastState<String, ModelUpdate> updates;
  private final FormerModels former = new FormerModels();
  private DatedModels models;

  /**
   * @param first the job's own
   * @param decay of the memories
   * @param order in which they are told, {@link #ARRIVAL} or {@link #TIME}
   * @param formats version of what the memories are packed in, then those that are read too
   * @throws IllegalArgumentException if the first model is none
   * @throws SuppressRestartsException if the state was made under another schema, half-life, order
   *     or format: it is so again after every restart
   */
  public ServedModel(
      byte[] first, Decay decay, String order, List<String> formats, OperatorStateStore store)
      throws Exception {
    RecallModel model = RecallModel.fromBytes(first);
    BroadcastState<String, String> terms = store.getBroadcastState(TERMS);
    agree(
        terms,
        CURRENT,
        List.of(model.schema().hash()),
        "the job's model has schema %s, the restored memories have %s: what makes moments alike or is"
            + " foretold is not the same",
        "schema that made it");
    agree(
        terms,
        "half-life",
        List.of(Long.toString(decay.halfLife())),
        "the job's memories have a half-life of %s ms, the restored ones %s (0: none): what they hold"
            + " is weighed by it",
        "half-life that made it");
    agree(
        terms,
        "order",
        List.of(order),
        "the job takes its inputs in order of %s, the restored state took them in order of %s: what"
            + " waits there for its time would never be told, and what was told knows no such order",
        "order that made it");
    agree(
        terms,
        "format",
        formats,
        "this program packs memories in format %s, the restored ones are in format %s",
        "program that wrote it");
    models = DatedModels.of(model);
    updates = store.getBroadcastState(UPDATES);
    for (int i = DatedModels.KEPT - 1; i >= 0; i--) {
      ModelUpdate update = updates.get(name(i));
      if (update != null) {
        models =
            models.with(new DatedModels.Dated(update, RecallModel.fromBytes(update.safetensors())));
      }
    }
  }

  /**
   * @param readable what is written from now on, then what may be restored too
   */
  private static void agree(
      BroadcastState<String, String> terms,
      String name,
      List<String> readable,
      String complaint,
      String remedy)
      throws Exception {
    String restored = terms.get(name);
    if (restored != null && !readable.contains(restored)) {
      throw new SuppressRestartsException(
          new IllegalArgumentException(
              complaint.formatted(readable.get(0), restored)
                  + "; start without that state (another --state), or with the "
                  + remedy));
    }
    terms.put(name, readable.get(0));
  }

  private static String name(int place) {
    return place == 0 ? CURRENT : "before-" + place;
  }

  /** The latest one. */
  public RecallModel model() {
    return models.latest();
  }

  /** The one that answers a query of this time; the latest one if it has none. */
  public RecallModel at(long time) {
    return models.at(time);
  }

  /**
   * Those that may answer a query of this time here or on another subtask, newest first: more than
   * one only for a while after an update.
   */
  public List<RecallModel> candidates(long time) {
    List<RecallModel> candidates = new ArrayList<>(List.of(at(time)));
    for (DatedModels before : former) {
      RecallModel model = before.at(time);
      if (candidates.stream().noneMatch(known -> known.id().equals(model.id()))) {
        candidates.add(model);
      }
    }
    return candidates;
  }

  /** A checkpoint begins here. */
  public void checkpoint(long id) {
    former.checkpoint(id);
  }

  /** A checkpoint is complete everywhere. */
  public void complete(long id) {
    former.complete(id);
  }

  /**
   * Takes in a model, effective from its time on.
   *
   * @throws Refusal if the bytes are no model or its schema is another; nothing has changed
   */
  public void replace(ModelUpdate update) throws Exception {
    if (update.fault() != null) {
      throw new Refusal(update.fault());
    }
    RecallModel next = Refusal.guard(() -> RecallModel.fromBytes(update.safetensors()));
    if (!next.schema().hash().equals(model().schema().hash())) {
      throw new Refusal(
          "model \"%s\" has schema %s, the memories have %s; start a new memory, or train with the same"
                  .formatted(update.name(), next.schema().hash(), model().schema().hash())
              + " schema");
    }
    former.add(models);
    models = models.with(new DatedModels.Dated(update, next));
    updates.clear();
    for (int i = 0; i < models.models().size(); i++) {
      ModelUpdate kept = models.models().get(i).update();
      if (kept != null) {
        updates.put(name(i), kept);
      }
    }
  }
}
