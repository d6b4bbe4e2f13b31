package org.streamrecall.flink;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.flink.salt.MergeFunction;
import org.streamrecall.flink.salt.Said;
import org.streamrecall.flink.salt.Salting;
import org.streamrecall.flink.salt.ShardFunction;
import org.streamrecall.flink.salt.Spread;
import org.streamrecall.model.Prediction;

/** A salted recall without a job: some subtasks of shards, and one that merges. */
final class SaltedHarness implements AutoCloseable {
  private final Spread spread;
  private final List<KeyedBroadcastOperatorTestHarness<String, RecallInput, ModelUpdate, Said>>
      shards = new ArrayList<>();
  private final KeyedBroadcastOperatorTestHarness<String, Said, ModelUpdate, Prediction> merge;

  SaltedHarness(Told serving, int salts, Set<String> contexts, int parallelism) throws Exception {
    this(serving, salts, contexts, parallelism, null, 0, null);
  }

  /**
   * @param kept by the shards, or by an unsalted recall, or null
   * @param before how many subtasks kept it
   * @param merging kept by what merges, or null
   */
  SaltedHarness(
      Told serving,
      int salts,
      Set<String> contexts,
      int parallelism,
      OperatorSubtaskState kept,
      int before,
      OperatorSubtaskState merging)
      throws Exception {
    Salting salting = new Salting(salts, contexts, OperatorHarness.MOST);
    spread = new Spread(salting);
    for (int i = 0; i < parallelism; i++) {
      OperatorSubtaskState own =
          kept == null
              ? null
              : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  kept, OperatorHarness.MOST, before, parallelism, i);
      shards.add(
          start(
              new ShardFunction(serving.serving(), salting),
              RecallInput::key,
              Said.TYPE,
              parallelism,
              i,
              own));
    }
    merge =
        start(
            new MergeFunction(serving.serving()), Said::key, RecallTypes.PREDICTION, 1, 0, merging);
  }

  private static <I, O> KeyedBroadcastOperatorTestHarness<String, I, ModelUpdate, O> start(
      KeyedBroadcastProcessFunction<String, I, ModelUpdate, O> function,
      KeySelector<I, String> key,
      TypeInformation<O> type,
      int parallelism,
      int index,
      OperatorSubtaskState state)
      throws Exception {
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(ServedModel.UPDATES)),
            key,
            Types.STRING,
            OperatorHarness.MOST,
            parallelism,
            index);
    harness.setup(type.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  /** To the shards; what they say waits until {@link #merge}. */
  void send(RecallInput input) throws Exception {
    List<RecallInput> parts = new ArrayList<>();
    spread.flatMap(input, new Collecting<>(parts));
    for (RecallInput part : parts) {
      int shard =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              part.key(), OperatorHarness.MOST, shards.size());
      shards.get(shard).processElement(new StreamRecord<>(part));
    }
  }

  void send(List<RecallInput> inputs) throws Exception {
    for (RecallInput input : inputs) {
      send(input);
    }
  }

  /** To one subtask of the shards, before the others hear of it. */
  void send(ModelUpdate update, int shard) throws Exception {
    shards.get(shard).processBroadcastElement(new StreamRecord<>(update));
  }

  void sendToMerge(ModelUpdate update) throws Exception {
    merge.processBroadcastElement(new StreamRecord<>(update));
  }

  void watermark(long time) throws Exception {
    for (var shard : shards) {
      shard.processWatermark(new Watermark(time));
      shard.processBroadcastWatermark(new Watermark(time));
    }
  }

  void checkpointComplete(long id) throws Exception {
    for (var shard : shards) {
      shard.snapshot(id, id);
      shard.notifyOfCompletedCheckpoint(id);
    }
    merge.snapshot(id, id);
    merge.notifyOfCompletedCheckpoint(id);
  }

  private final Queue<Object> held = new ArrayDeque<>();

  /** Takes what one subtask has said so far out of {@link #merge}. */
  void holdBack(int shard) {
    held.addAll(shards.get(shard).getOutput());
    shards.get(shard).getOutput().clear();
  }

  Queue<Object> heldBack() {
    return held;
  }

  /** Hands over what was said elsewhere. */
  List<Prediction> merge(Queue<Object> said) throws Exception {
    handOver(said);
    return merge();
  }

  /** Hands over what the shards have said so far. */
  List<Prediction> merge() throws Exception {
    for (var shard : shards) {
      handOver(shard.getOutput());
    }
    List<Prediction> answers = new ArrayList<>(merge.extractOutputValues());
    merge.getOutput().clear();
    return answers;
  }

  private void handOver(Queue<Object> said) throws Exception {
    for (Object one = said.poll(); one != null; one = said.poll()) {
      if (one instanceof StreamRecord<?> record) {
        merge.processElement(new StreamRecord<>((Said) record.getValue()));
      }
    }
  }

  List<Refused> refused() {
    return side(Recall.REFUSED);
  }

  List<Prediction> shadows() {
    return side(Recall.SHADOW);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    var side = merge.getSideOutput(tag);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }

  /** What the shards keep. */
  OperatorSubtaskState snapshot() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[shards.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = shards.get(i).snapshot(1, 1);
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  OperatorSubtaskState snapshotOfMerge() throws Exception {
    return merge.snapshot(1, 1);
  }

  /** Keys of questions that some shards have not answered yet. */
  int waiting() {
    var backend = (HeapKeyedStateBackend<?>) merge.getOperator().getKeyedStateBackend();
    return backend.numKeyValueStateEntries();
  }

  /** Collects into a list. */
  private record Collecting<T>(List<T> into) implements org.apache.flink.util.Collector<T> {
    @Override
    public void collect(T record) {
      into.add(record);
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    try {
      for (var shard : shards) {
        shard.close();
      }
      merge.close();
    } catch (Exception e) {
      throw new IOException(e); // not Exception: javac warns of a close that may be interrupted
    }
  }
}
