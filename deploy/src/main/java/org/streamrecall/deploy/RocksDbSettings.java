package org.streamrecall.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;

/** What RocksDB is told of memories: rows of 1 to 16 KB, each read, changed and written whole. */
final class RocksDbSettings {
  private static final String PREFIX = "state.backend.rocksdb.";

  private RocksDbSettings() {}

  /**
   * Flink's settings by their keys.
   *
   * @param memory of one subtask, for what it reads and for what it has not written to files yet
   */
  static Map<String, String> of(MemorySize memory) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(PREFIX + "memory.fixed-per-slot", memory.toString());
    // Else each of a dozen files is looked into for a row that one of them has.
    settings.put(PREFIX + "use-bloom-filter", "true");
    // Memories are packed already: a quarter is gained, at a small part of the default's cost.
    settings.put(PREFIX + "compression.per.level", "LZ4_COMPRESSION");
    return settings;
  }
}
