package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresInRowTest {
  private static final IOException FULL = new IOException("No space left on device");

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  private FailuresInRow most(int most) {
    return new FailuresInRow(most, folder, "then it goes on", said::add);
  }

  @Test
  void shouldEndWithTheRemedyAfterSoManyInARow() {
    FailuresInRow row = most(3);
    row.failed(0, "a checkpoint", asynchronous(FULL));
    row.failed(2000, "a checkpoint", asynchronous(FULL));
    assertThat(said)
        .hasSize(2)
        .allMatch(
            line -> line.startsWith("a checkpoint failed: No space left on device; make room"))
        .allMatch(line -> line.contains(folder + " (") && line.contains(" free); tried again, "));
    assertThatThrownBy(() -> row.failed(4000, "the job", FULL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the job failed: No space left on device; make room for " + folder)
        .hasMessageEndingWith(
            "then start it again; it has failed 3 times in a row without a whole checkpoint, and"
                + " then it goes on");
  }

  /** Kafka's absence ends, and its refusal does not. */
  @Test
  void shouldEndAtOnceOfWhatKafkaRefuses() {
    FailuresInRow row = most(3);
    row.failed(0, "the job", asynchronous(new TimeoutException("no answer")));
    assertThatThrownBy(
            () ->
                row.failed(1, "the job", asynchronous(GroupAuthorizationException.forGroupId("g"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the job failed: Not authorized to access group: g; have Kafka's operator grant it, then"
                + " start it again, and then it goes on");
    assertThat(said).isEmpty();
  }

  @Test
  void shouldBeginAgainAfterAWholeCheckpoint() {
    FailuresInRow row = most(2);
    row.completed(1);
    for (int i = 0; i < 20; i++) {
      row.failed(2000L * i, "the job", FULL);
      row.completed(i + 2);
    }
    row.failed(100_000, "the job", FULL);
    row.completed(21); // the same as before
    assertThatThrownBy(() -> row.failed(102_000, "the job", FULL))
        .isInstanceOf(IllegalStateException.class);
  }

  /** It comes back, however long it takes. */
  @Test
  void shouldWaitForKafka() {
    FailuresInRow row = most(2);
    for (int i = 0; i < 100; i++) {
      row.failed(2000L * i, "the job", new RuntimeException(new TimeoutException("no answer")));
    }
    assertThat(said).isEmpty();
    row.failed(1_000_000, "the job", FULL);
    assertThat(said).hasSize(1);
  }

  /** A checkpoint, and the job by it. */
  @Test
  void shouldCountWhatFailsAtOnceOnce() {
    FailuresInRow row = most(2);
    row.failed(5000, "a checkpoint", FULL);
    row.failed(5600, "the job", FULL);
    assertThat(said).hasSize(1);
  }

  @Test
  void shouldKnowWhatAJobSuffersFrom() {
    assertThat(Ailment.of(asynchronous(FULL))).isEqualTo(Ailment.FULL_DISK);
    assertThat(Ailment.of(new IOException("Disk quota exceeded"))).isEqualTo(Ailment.FULL_DISK);
    assertThat(Ailment.of(asynchronous(new OutOfMemoryError("Java heap space"))))
        .isEqualTo(Ailment.FULL_HEAP);
    assertThat(Ailment.of(new OutOfMemoryError("unable to create native thread")))
        .isEqualTo(Ailment.OTHER);
    assertThat(Ailment.of(new SerializedThrowable(new TimeoutException("no answer"))))
        .isEqualTo(Ailment.KAFKA);
    assertThat(Ailment.of(new CheckpointException(CheckpointFailureReason.CHECKPOINT_EXPIRED)))
        .isEqualTo(Ailment.SLOW_CHECKPOINT);
    assertThat(Ailment.of(asynchronous(new AccessDeniedException("/state"))))
        .isEqualTo(Ailment.CLOSED_FOLDER);
    assertThat(Ailment.of(new IllegalArgumentException("odd"))).isEqualTo(Ailment.OTHER);
  }

  /** As it comes from a task. */
  private static CheckpointException asynchronous(Throwable cause) {
    return new CheckpointException(
        CheckpointFailureReason.CHECKPOINT_ASYNC_EXCEPTION,
        new SerializedThrowable(new Exception("Could not materialize checkpoint 5", cause)));
  }
}
