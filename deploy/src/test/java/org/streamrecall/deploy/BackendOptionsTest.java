package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.PredefinedOptions;
import org.apache.flink.state.rocksdb.RocksDBResourceContainer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class BackendOptionsTest {
  @Property(tries = 50)
  void shouldShareTheMemoryAmongSubtasks(
      @ForAll @IntRange(min = 1, max = 64) int subtasks,
      @ForAll @IntRange(min = 1024, max = 100_000) int mebibytes) {
    Configuration told =
        told(subtasks, "--backend", "rocksdb", "--rocksdb-memory", mebibytes + "m");
    assertThat(memory(told).getBytes()).isEqualTo(mebibytes * 1024L * 1024 / subtasks);
  }

  @Test
  void shouldHaveAUsualMemoryForEachSubtask() {
    Configuration told = told(3, "--backend", "rocksdb");
    assertThat(told.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(memory(told)).isEqualTo(MemorySize.ofMebiBytes(128));
    assertThat(memory(told(2, "--backend", "rocksdb", "--rocksdb-memory", "2G")))
        .isEqualTo(MemorySize.ofMebiBytes(1024));
  }

  @Test
  void shouldTellRocksDbNothingOnTheHeap() {
    Configuration told = told(2);
    assertThat(told.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
    assertThat(told.keySet()).noneMatch(key -> key.startsWith("state.backend.rocksdb"));
  }

  @Test
  void shouldReachRocksDbItself() throws Exception {
    Configuration told = told(2, "--backend", "rocksdb");
    RocksDBResourceContainer container =
        new RocksDBResourceContainer(told, PredefinedOptions.DEFAULT, null, null, null, false);
    try (ColumnFamilyOptions options = container.getColumnOptions()) {
      assertThat(options.compressionPerLevel()).containsOnly(CompressionType.LZ4_COMPRESSION);
      assertThat(((BlockBasedTableConfig) options.tableFormatConfig()).filterPolicy()).isNotNull();
    } finally {
      container.close();
    }
  }

  @Test
  void shouldRefuseMemoryThatIsTooLittleOrNobodyUses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("--rocksdb-memory", "256m").requireConsistent(2))
        .withMessage("--rocksdb-memory goes with --backend rocksdb");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> read("--backend", "rocksdb", "--rocksdb-memory", "31m").requireConsistent(2))
        .withMessage(
            "--rocksdb-memory 31m is below the 16m that each of 2 subtasks needs; give at least 32m,"
                + " or take fewer subtasks");
    read("--backend", "rocksdb", "--rocksdb-memory", "32m").requireConsistent(2);
    for (String size : new String[] {"256", "lots", "-1m", "1.5g", "99999999999g", ""}) {
      assertThatExceptionOfType(ParameterException.class)
          .isThrownBy(() -> read("--backend", "rocksdb", "--rocksdb-memory", size))
          .withMessageContaining("'" + size + "' is not a size; write 512m or 2g");
    }
  }

  private static Configuration told(int subtasks, String... args) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(subtasks);
    read(args).configure(environment);
    return (Configuration) environment.getConfiguration();
  }

  private static BackendOptions read(String... args) {
    BackendOptions options = new BackendOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return options;
  }

  private static MemorySize memory(Configuration told) {
    return new EmbeddedRocksDBStateBackend()
        .configure(told, BackendOptionsTest.class.getClassLoader())
        .getMemoryConfiguration()
        .getFixedMemoryPerSlot();
  }
}
