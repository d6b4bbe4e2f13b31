package org.streamrecall.flink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.flink.operator.RecallFunction;
import org.streamrecall.flink.serial.PredictionCodec;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/** The real operator on Flink's own harness: state, snapshots and side outputs, without a job. */
final class OperatorHarness implements AutoCloseable {
  /** The maximum parallelism. */
  static final int MOST = 128;

  private final KeyedBroadcastOperatorTestHarness<String, RecallInput, ModelUpdate, Prediction>
      harness;

  private OperatorHarness(Told serving, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    this(serving, backend, state, 1, 0);
  }

  private OperatorHarness(
      Told serving, StateBackend backend, OperatorSubtaskState state, int parallelism, int index)
      throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new RecallFunction(serving.serving()), List.of(ServedModel.UPDATES)),
            RecallInput::key,
            Types.STRING,
            MOST,
            parallelism,
            index);
    harness.setStateBackend(backend);
    harness.setup(
        RecallTypes.PREDICTION.createSerializer(
            harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  static OperatorHarness start(RecallModel model, int sketchBytes) throws Exception {
    return start(model, sketchBytes, new HashMapStateBackend());
  }

  static OperatorHarness start(RecallModel model, int sketchBytes, StateBackend backend)
      throws Exception {
    return new OperatorHarness(Told.of(model.toBytes(), sketchBytes, Decay.NONE), backend, null);
  }

  static OperatorHarness start(RecallModel model, int sketchBytes, Decay decay) throws Exception {
    return start(Told.of(model.toBytes(), sketchBytes, decay));
  }

  static OperatorHarness restore(RecallModel model, int sketchBytes, OperatorSubtaskState state)
      throws Exception {
    return new OperatorHarness(
        Told.of(model.toBytes(), sketchBytes, Decay.NONE), new HashMapStateBackend(), state);
  }

  static OperatorHarness start(Told serving) throws Exception {
    return new OperatorHarness(serving, new HashMapStateBackend(), null);
  }

  /**
   * One of several subtasks, with its part of what was kept before.
   *
   * @param kept by all subtasks, of a run of whatever parallelism; null for none
   * @param before the parallelism of that run
   */
  static OperatorHarness subtask(
      Told serving, int parallelism, int index, OperatorSubtaskState kept, int before)
      throws Exception {
    OperatorSubtaskState own =
        kept == null
            ? null
            : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                kept, MOST, before, parallelism, index);
    return new OperatorHarness(serving, new HashMapStateBackend(), own, parallelism, index);
  }

  List<Prediction> shadows() {
    var side = harness.getSideOutput(Recall.SHADOW);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }

  /** In order of time. */
  static OperatorHarness timed(
      Told serving, EventTime time, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    return new OperatorHarness(serving.eventTime(time), backend, state);
  }

  void send(RecallInput input, long timestamp) throws Exception {
    harness.processElement(new StreamRecord<>(input, timestamp));
  }

  /** Of both inputs. */
  void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    harness.processBroadcastWatermark(new Watermark(time));
  }

  /** By the clock. */
  void clock(long time) throws Exception {
    harness.setProcessingTime(time);
  }

  void send(RecallInput input) throws Exception {
    harness.processElement(new StreamRecord<>(input));
  }

  void send(List<RecallInput> inputs) throws Exception {
    for (RecallInput input : inputs) {
      send(input);
    }
  }

  void send(ModelUpdate update) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(update));
  }

  /** Asks, and takes the one answer out. */
  Prediction answer(RecallInput ask) throws Exception {
    harness.getOutput().clear();
    send(ask);
    return harness.extractOutputValues().get(0);
  }

  List<Prediction> predictions() {
    return harness.extractOutputValues();
  }

  List<Refused> refused() {
    var side = harness.getSideOutput(Recall.REFUSED);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** One of a row of them, each of which Flink reports as complete. */
  OperatorSubtaskState checkpoint(long id, Path folder) throws Exception {
    harness.setCheckpointStorage(new FileSystemCheckpointStorage(folder.toUri()));
    OperatorSubtaskState state = harness.snapshot(id, id);
    harness.notifyOfCompletedCheckpoint(id);
    return state;
  }

  int keyedStateEntries() {
    KeyedStateBackend<?> backend = harness.getOperator().getKeyedStateBackend();
    return ((HeapKeyedStateBackend<?>) backend).numKeyValueStateEntries();
  }

  /** The very array that stands in the state. */
  byte[] memory(String context) throws Exception {
    KeyedStateBackend<Object> backend = harness.getOperator().getKeyedStateBackend();
    backend.setCurrentKey(context);
    return backend
        .getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("memory", RecordTypes.BYTES))
        .value();
  }

  /** All that a checkpoint would hold of the contexts. */
  byte[] keyedStateBytes() throws Exception {
    KeyedStateHandle handle = snapshot().getManagedKeyedState().iterator().next();
    try (InputStream in = ((KeyGroupsStateHandle) handle).openInputStream()) {
      return in.readAllBytes();
    }
  }

  static byte[] bytes(Prediction prediction) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    new PredictionCodec().write(prediction, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public void close() throws IOException {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IOException(e); // not Exception: javac warns of a close that may be interrupted
    }
  }
}
