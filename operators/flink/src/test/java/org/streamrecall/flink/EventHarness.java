package org.streamrecall.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.flink.operator.EventFunction;
import org.streamrecall.flink.operator.Sideways;
import org.streamrecall.flink.order.PendingBlocks;
import org.streamrecall.flink.serial.KeyState;
import org.streamrecall.flink.serial.RecordTypes;

/** The event operator on Flink's own harness; a user's event is a text here. */
final class EventHarness implements AutoCloseable {
  private static final OutputTag<RefusedEvent<String>> REFUSED =
      new OutputTag<>("refused", RecallTypes.refusedEvent(Types.STRING));
  private static final OutputTag<Answered<String>> SHADOWS =
      new OutputTag<>("shadows", RecallTypes.answered(Types.STRING));

  private final KeyedBroadcastOperatorTestHarness<
          String, EventInput<String>, ModelUpdate, Answered<String>>
      harness;
  private final TypeSerializer<Answered<String>> serializer;

  EventHarness(Told serving, StateBackend backend, OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new EventFunction<>(
                    serving.serving(),
                    RecallTypes.eventInput(Types.STRING),
                    new Sideways<>(REFUSED, SHADOWS)),
                List.of(ServedModel.UPDATES)),
            EventInput::key,
            Types.STRING,
            1,
            1,
            0);
    harness.setStateBackend(backend);
    serializer =
        RecallTypes.answered(Types.STRING)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig());
    harness.setup(serializer);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  void send(EventInput<String> input) throws Exception {
    harness.processElement(new StreamRecord<>(input));
  }

  void send(ModelUpdate update) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(update));
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

  List<Answered<String>> answers() {
    return harness.extractOutputValues();
  }

  List<Answered<String>> answers(List<EventInput<String>> story) throws Exception {
    harness.getOutput().clear();
    for (EventInput<String> input : story) {
      send(input);
    }
    return answers();
  }

  /** The same as bytes, in hexadecimal. */
  List<String> bytes(List<EventInput<String>> story) throws Exception {
    List<String> all = new ArrayList<>();
    for (Answered<String> answered : answers(story)) {
      all.add(bytes(answered));
    }
    return all;
  }

  String bytes(Answered<String> answered) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(answered, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  int refusedModels() {
    return side(Recall.REFUSED).size();
  }

  List<RefusedEvent<String>> refused() {
    return side(REFUSED);
  }

  List<Answered<String>> shadows() {
    return side(SHADOWS);
  }

  List<JudgedOutcome> judged() {
    return side(Recall.JUDGED_OUTCOMES);
  }

  List<Alarm> alarms() {
    return side(Recall.ALARMS);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    var side = harness.getSideOutput(tag);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** That stand, of both kinds. */
  int timers() {
    return harness.numProcessingTimeTimers() + harness.numEventTimeTimers();
  }

  int keyedStateEntries() {
    KeyedStateBackend<?> backend = harness.getOperator().getKeyedStateBackend();
    return ((HeapKeyedStateBackend<?>) backend).numKeyValueStateEntries();
  }

  /** What stands in the state, its very arrays; null for a key that is not known. */
  KeyState state(String key) throws Exception {
    return state(key, new ValueStateDescriptor<>("key", RecordTypes.KEY_STATE));
  }

  /** What a shadow model has of its own. */
  byte[] shadow(String key) throws Exception {
    return state(key, new ValueStateDescriptor<>("shadow-key", RecordTypes.BYTES));
  }

  private <T> T state(String key, ValueStateDescriptor<T> descriptor) throws Exception {
    KeyedStateBackend<Object> backend = harness.getOperator().getKeyedStateBackend();
    backend.setCurrentKey(key);
    return backend
        .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor)
        .value();
  }

  /** Lengths of the blocks in which a key's inputs wait. */
  List<Integer> pendingBlocks(String key) throws Exception {
    return PendingBlocks.lengths(harness.getOperator().getKeyedStateBackend(), key);
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
