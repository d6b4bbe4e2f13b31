package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.Duration;
import org.streamrecall.kafka.KafkaServing;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.KafkaTime;
import org.streamrecall.measure.SketchLayout;

/**
 * How a recall runs as a job of its own.
 *
 * @param kafka where its records are
 * @param sketchBytes of one context's memory, all in
 * @param checkpointInterval also the time after which a reader of committed records sees an answer
 * @param partitions of topics that do not exist yet
 * @param state folder of the checkpoints, from the newest of which the next run goes on; null keeps
 *     them in memory: the next run rebuilds the memories from the tokens topic
 * @param halfLife what is that much older counts half as much; null for no decay
 * @param time in which order records count, and how far ahead of Kafka they may be
 * @param serving what is done beside remembering and answering
 */
public record JobOptions(
    KafkaSettings kafka,
    int sketchBytes,
    Duration checkpointInterval,
    int partitions,
    Path state,
    Duration halfLife,
    KafkaTime time,
    KafkaServing serving) {
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(500);
  public static final int PARTITIONS = 4;

  private static final Duration SHORTEST = Duration.ofMillis(10);

  public JobOptions {
    if (checkpointInterval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "the checkpoint interval of "
              + checkpointInterval.toMillis()
              + " ms is below 10 ms; 100 to 10000 are usual");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "partitions=" + partitions + " is below 1; a topic has at least one");
    }
  }

  /** The usual sketch, interval and partitions. */
  public static JobOptions of(KafkaSettings kafka) {
    return new JobOptions(
        kafka,
        SketchLayout.DEFAULT_BYTES,
        CHECKPOINT_INTERVAL,
        PARTITIONS,
        null,
        null,
        KafkaTime.ARRIVAL,
        KafkaServing.DEFAULTS);
  }

  public JobOptions withSketchBytes(int sketchBytes) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }

  public JobOptions withCheckpointInterval(Duration checkpointInterval) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }

  public JobOptions withPartitions(int partitions) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }

  public JobOptions withState(Path state) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }

  public JobOptions withTime(KafkaTime time) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }

  public JobOptions withServing(KafkaServing serving) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }

  public JobOptions withHalfLife(Duration halfLife) {
    return new JobOptions(
        kafka, sketchBytes, checkpointInterval, partitions, state, halfLife, time, serving);
  }
}
