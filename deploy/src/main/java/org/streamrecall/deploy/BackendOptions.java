package org.streamrecall.deploy;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What holds the memories of a run in one process, and how much memory that takes. */
public final class BackendOptions {
  /** Of one subtask, unless it is said. */
  private static final MemorySize USUAL = MemorySize.ofMebiBytes(128);

  /** Of one subtask: with less RocksDB does little but write its buffers out. */
  private static final MemorySize LEAST = MemorySize.ofMebiBytes(16);

  @Option(
      names = "--backend",
      paramLabel = "WHERE",
      description =
          "What holds the memories, heap or disk: ${COMPLETION-CANDIDATES} (default: HEAP). On disk a"
              + " checkpoint writes what has changed, on the heap everything.")
  private Backend backend;

  @Option(
      names = "--rocksdb-memory",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "Memory of RocksDB beside the heap, of all subtasks together: 512m, 2g (default: 128m for"
              + " each).")
  private MemorySize memory;

  /** Whether any was given. */
  public boolean isGiven() {
    return backend != null || memory != null;
  }

  /** Where memories are held. */
  public Backend backend() {
    return backend == null ? Backend.HEAP : backend;
  }

  /**
   * Refuses memory that nothing uses, or too little of it.
   *
   * @param subtasks that share it
   * @throws IllegalArgumentException naming the option
   */
  public void requireConsistent(int subtasks) {
    if (memory != null && backend() != Backend.ROCKSDB) {
      throw new IllegalArgumentException("--rocksdb-memory goes with --backend rocksdb");
    }
    long least = LEAST.getMebiBytes() * subtasks;
    if (memory != null && memory.getMebiBytes() < least) {
      throw new IllegalArgumentException(
          "--rocksdb-memory %dm is below the 16m that each of %d subtasks needs; give at least %dm, or take fewer subtasks"
              .formatted(memory.getMebiBytes(), subtasks, least));
    }
  }

  /** Has an environment's jobs hold their memories so; its subtasks share what is given. */
  public void configure(StreamExecutionEnvironment environment) {
    long each = memory == null ? 0 : memory.getBytes() / environment.getParallelism();
    backend().configure(environment, memory == null ? USUAL : new MemorySize(each));
  }

  /** A size as people write it. */
  static final class Size implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String text) {
      if (text.matches("[0-9]{1,9}[mMgG]")) {
        return MemorySize.parse(text);
      }
      throw new TypeConversionException("'" + text + "' is not a size; write 512m or 2g");
    }
  }
}
