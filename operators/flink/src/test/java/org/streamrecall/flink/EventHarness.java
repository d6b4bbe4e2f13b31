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
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/** The event operator on Flink's own harness; a user's event is a text here. */
final class EventHarness implements AutoCloseable {
  private static final OutputTag<RefusedEvent<String>> REFUSED =
      new OutputTag<>("refused", EnvelopeType.refused(Types.STRING));

  private final KeyedBroadcastOperatorTestHarness<
          String, Asked<String>, ModelUpdate, Answered<String>>
      harness;
  private final TypeSerializer<Answered<String>> serializer;

  EventHarness(EventSchema schema, int bytes, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    byte[] model = schema.untrained().toBytes();
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                EventFunction.sideways(model, bytes, Decay.NONE, Waiting.NONE, REFUSED),
                List.of(ServedModel.UPDATES)),
            Asked::key,
            Types.STRING,
            1,
            1,
            0);
    harness.setStateBackend(backend);
    serializer =
        EnvelopeType.answered(Types.STRING)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig());
    harness.setup(serializer);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  List<Answered<String>> answers(List<Asked<String>> story) throws Exception {
    harness.getOutput().clear();
    for (Asked<String> asked : story) {
      harness.processElement(new StreamRecord<>(asked));
    }
    return harness.extractOutputValues();
  }

  /** The same as bytes, in hexadecimal. */
  List<String> bytes(List<Asked<String>> story) throws Exception {
    List<String> all = new ArrayList<>();
    for (Answered<String> answered : answers(story)) {
      DataOutputSerializer out = new DataOutputSerializer(256);
      serializer.serialize(answered, out);
      all.add(HexFormat.of().formatHex(out.getCopyOfBuffer()));
    }
    return all;
  }

  void send(ModelUpdate update) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(update));
  }

  int refusedModels() {
    return harness.getSideOutput(Recall.REFUSED).size();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** The very array that stands in the state. */
  byte[] state(String key, String name) throws Exception {
    KeyedStateBackend<Object> backend = harness.getOperator().getKeyedStateBackend();
    backend.setCurrentKey(key);
    return backend
        .getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>(name, RecallTypes.MEMORY))
        .value();
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
