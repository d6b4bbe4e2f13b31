package org.streamrecall.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** Checkpoints as Flink leaves them, without a job. */
final class CheckpointFiles {
  private CheckpointFiles() {}

  /** One of Flink's files of state, of eight bytes. */
  static Path data(Path folder, Random random) {
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(UUID.nameUUIDFromBytes(drawn).toString()), new byte[8]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes a checkpoint whole that reads these files, one an operator. */
  static Path complete(Path checkpoint, long number, List<Path> files) throws IOException {
    List<OperatorState> operators = new ArrayList<>();
    for (Path file : files) {
      OperatorID id = new OperatorID(operators.size(), number);
      OperatorState operator = new OperatorState("o", "o" + operators.size(), id, 1, 1);
      FileStateHandle handle =
          new FileStateHandle(new org.apache.flink.core.fs.Path(file.toUri()), 8);
      operator.putState(
          0,
          OperatorSubtaskState.builder()
              .setManagedOperatorState(new OperatorStreamStateHandle(Map.of(), handle))
              .build());
      operators.add(operator);
    }
    Files.createDirectories(checkpoint);
    try (OutputStream out = Files.newOutputStream(checkpoint.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(number, operators, List.of()), out);
    }
    return checkpoint;
  }

  static void touch(Path checkpoint, Instant time) throws IOException {
    Files.setLastModifiedTime(checkpoint.resolve("_metadata"), FileTime.from(time));
  }

  static void remove(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
