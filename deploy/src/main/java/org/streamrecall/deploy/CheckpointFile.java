package org.streamrecall.deploy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;

/**
 * What Flink writes last of a checkpoint: a folder that has it is whole. It holds the checkpoint's
 * number and the names of its files.
 */
final class CheckpointFile {
  static final String NAME = "_metadata";

  /** Flink draws the name of each file of state. */
  static final Pattern DRAWN =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Path checkpoint;
  private final CheckpointMetadata content;

  private CheckpointFile(Path checkpoint, CheckpointMetadata content) {
    this.checkpoint = checkpoint;
    this.content = content;
  }

  /**
   * Reads all of it.
   *
   * @param checkpoint its folder
   * @throws NoSuchFileException if it has gone
   * @throws CommandFailure if it cannot be read
   */
  static CheckpointFile read(Path checkpoint) throws NoSuchFileException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(checkpoint.resolve(NAME))))) {
      return new CheckpointFile(
          checkpoint,
          Checkpoints.loadCheckpointMetadata(
              in, CheckpointFile.class.getClassLoader(), checkpoint.toString()));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(checkpoint, e);
    }
  }

  private static CommandFailure unreadable(Path checkpoint, Exception why) {
    return new CommandFailure(
        "the checkpoint "
            + checkpoint
            + " is damaged, or is none; move it out of --state to go on from the one before it, or choose another --state",
        why);
  }

  /** Rises within a job, and on into those that go on from it. */
  long number() {
    return content.getCheckpointId();
  }

  /** Of all state in it. */
  long bytes() {
    return content.getOperatorStates().stream().mapToLong(OperatorState::getStateSize).sum();
  }

  /** What it was held in; nothing if either can read it. */
  Optional<Backend> backend() {
    return content.getOperatorStates().stream()
        .flatMap(operator -> operator.getStates().stream())
        .flatMap(subtask -> subtask.getManagedKeyedState().stream())
        .flatMap(handle -> backend(handle).stream())
        .findAny();
  }

  private static Optional<Backend> backend(KeyedStateHandle handle) {
    if (handle instanceof IncrementalKeyedStateHandle) {
      return Optional.of(Backend.ROCKSDB);
    }
    boolean canonical = handle instanceof KeyGroupsSavepointStateHandle;
    return canonical ? Optional.empty() : Optional.of(Backend.HEAP);
  }

  /**
   * All names of files of state that stand in it, of whatever kind of handle: what is not among
   * them it cannot need.
   */
  Set<String> names() {
    try {
      byte[] bytes = Files.readAllBytes(checkpoint.resolve(NAME));
      Matcher drawn = DRAWN.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      Set<String> names = new HashSet<>();
      while (drawn.find()) {
        names.add(drawn.group());
      }
      return names;
    } catch (IOException e) {
      throw unreadable(checkpoint, e);
    }
  }
}
