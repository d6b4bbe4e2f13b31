package org.streamrecall.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Reads partitions as the connector does, once it has seen that each holds what it is to be read
 * from. Offsets are numbers from then on, never "the oldest" or "the newest": between two lives of
 * a job these would be others.
 */
@SuppressWarnings("try") // a reader's close may be interrupted, as Flink's says
final class WatchedReader<T> implements SourceReader<T, KafkaPartitionSplit> {
  /** What Kafka says of some partitions. */
  interface Look {
    /**
     * @param committed whether the group's offsets are needed too
     */
    Looked at(Collection<TopicPartition> partitions, boolean committed);
  }

  record Looked(
      Map<TopicPartition, PartitionLook.Found> found,
      Map<TopicPartition, OffsetAndMetadata> committed) {}

  private final SourceReader<T, KafkaPartitionSplit> reader;
  private final Positions positions;
  private final Look look;
  private final GapReport report;
  private final Pauses pauses;
  private final Map<TopicPartition, Uuid> topics = new HashMap<>();

  WatchedReader(
      SourceReader<T, KafkaPartitionSplit> reader,
      Positions positions,
      Look look,
      GapReport report,
      Pauses pauses) {
    this.reader = reader;
    this.positions = positions;
    this.look = look;
    this.report = report;
    this.pauses = pauses;
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    boolean committed =
        splits.stream()
            .anyMatch(split -> split.getStartingOffset() == KafkaPartitionSplit.COMMITTED_OFFSET);
    Looked looked =
        look.at(splits.stream().map(KafkaPartitionSplit::getTopicPartition).toList(), committed);
    List<KafkaPartitionSplit> begun = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    for (KafkaPartitionSplit split : splits) {
      TopicPartition partition = split.getTopicPartition();
      PartitionLook.Found found = looked.found.get(partition);
      long offset = offset(split, found, looked.committed.get(partition));
      Gap gap = Gap.of(partition, offset, TopicSplit.topicOf(split), found);
      if (gap != null) {
        gaps.add(gap);
        offset = gap.next();
      }
      if (offset != Gap.NOWHERE) {
        topics.put(partition, found.topic());
        positions.begin(partition, offset);
        begun.add(new KafkaPartitionSplit(partition, offset));
      }
    }
    report.say(gaps);
    reader.addSplits(begun);
  }

  /** The number that a split means; of a partition that is gone it may stay a word. */
  @SuppressWarnings("deprecation") // of the newest, as former versions kept it
  private static long offset(
      KafkaPartitionSplit split, PartitionLook.Found found, OffsetAndMetadata committed) {
    long offset = split.getStartingOffset();
    if (found == null) {
      return offset;
    }
    if (offset == KafkaPartitionSplit.LATEST_OFFSET) {
      return found.end();
    }
    if (offset == KafkaPartitionSplit.COMMITTED_OFFSET && committed != null) {
      return committed.offset();
    }
    return offset < 0 ? found.begin() : offset;
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
    pauses.look();
    List<KafkaPartitionSplit> kept = new ArrayList<>();
    for (KafkaPartitionSplit split : reader.snapshotState(checkpoint)) {
      TopicPartition partition = split.getTopicPartition();
      kept.add(
          new TopicSplit(
              partition,
              positions.beyond(partition, split.getStartingOffset()),
              topics.get(partition)));
    }
    return kept;
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    return reader.pollNext(output);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return reader.isAvailable();
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    pauses.change(pause, resume);
    reader.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    reader.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    reader.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws Exception {
    positions.close();
    reader.close();
  }
}
