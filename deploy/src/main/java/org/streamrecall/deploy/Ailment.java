package org.streamrecall.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.util.SerializedThrowable;

/** What a job may suffer from, as far as it changes what its user is to do. */
enum Ailment {
  /** A disk, or what a user may have of it, is full. */
  FULL_DISK,
  /** A file or folder cannot be written. */
  CLOSED_FOLDER,
  /** The heap does not hold the memories. */
  FULL_HEAP,
  /** A checkpoint was not whole within its time. */
  SLOW_CHECKPOINT,
  /** Kafka is away: it comes back, and until then the job tries. */
  KAFKA,
  /** Kafka's access control lists do not let the job do what it has to. */
  REFUSED,
  OTHER;

  private static final List<String> FULL =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "File too large",
          "not enough space on the disk");

  private static final List<String> CLOSED =
      List.of(
          "AccessDeniedException",
          "Permission denied",
          "Read-only file system",
          "Mkdirs failed",
          "Failed to create directory",
          "NotDirectoryException",
          "Not a directory");

  static Ailment of(Throwable failure) {
    if (failure instanceof CheckpointException checkpoint
        && checkpoint.getCheckpointFailureReason() == CheckpointFailureReason.CHECKPOINT_EXPIRED) {
      return SLOW_CHECKPOINT;
    }
    String said = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      said += " " + name(cause) + ": " + cause.getMessage();
    }
    if (FULL.stream().anyMatch(said::contains)) {
      return FULL_DISK;
    }
    if (said.contains("OutOfMemoryError: Java heap space")
        || said.contains("OutOfMemoryError: GC overhead")) {
      return FULL_HEAP;
    }
    String first = name(FirstCause.of(failure));
    if (first.startsWith("org.apache.kafka.")) {
      return first.endsWith("AuthorizationException") ? REFUSED : KAFKA;
    }
    return CLOSED.stream().anyMatch(said::contains) ? CLOSED_FOLDER : OTHER;
  }

  private static String name(Throwable failure) {
    return failure instanceof SerializedThrowable serialized
        ? serialized.getOriginalErrorClassName()
        : failure.getClass().getName();
  }

  /**
   * What to do.
   *
   * @param folder where checkpoints are written
   */
  String remedy(Path folder) {
    return switch (this) {
      case FULL_DISK -> "make room for " + folder + " (" + free(folder) + " free)";
      case CLOSED_FOLDER -> "let this user write to " + folder;
      case FULL_HEAP -> HeapWatch.REMEDY;
      case SLOW_CHECKPOINT ->
          "give a faster disk, a longer --checkpoint-interval or --backend rocksdb, and see that"
              + " Kafka keeps up";
      case KAFKA -> "see that Kafka is up";
      case REFUSED -> "have Kafka's operator grant it, then start it again";
      case OTHER -> "see --verbose";
    };
  }

  private static String free(Path folder) {
    try {
      return Bytes.text(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return "an unknown number of bytes";
    }
  }
}
