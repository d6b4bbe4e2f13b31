package org.streamrecall.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.StreamRecall;

/** The command run, told to end as by Ctrl-C or a service's stop. */
class StoppedRunTest {
  private static final long SECONDS = 60;

  @TempDir Path folder;

  /**
   * RocksDB holds on disk, in a folder that goes with the process, what the stop must still read.
   */
  @Test
  @Timeout(3 * SECONDS)
  void shouldLeaveASavepointAlsoOfWhatIsOnDisk() throws Exception {
    Path state = folder.resolve("state");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        ChildProcess run = run(broker, state)) {
      awaitServing(run);
      run.terminate(SECONDS);
      assertThat(run.status()).as(run.output()).isEqualTo(143);
    }
    try (Stream<Path> left = Files.list(state)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.startsWith("savepoint-"))
          .hasSize(1);
    }
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left).filteredOn(path -> path.toString().contains("streamrecall")).isEmpty();
    }
  }

  private ChildProcess run(EmbeddedBroker broker, Path state) throws IOException {
    Path tmp = Files.createDirectory(folder.resolve("tmp"));
    List<String> options =
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + tmp);
    List<String> args =
        List.of(
            "run",
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--events",
            "in",
            "--out",
            "out",
            "--key",
            "k",
            "--like",
            "x",
            "--predict",
            "y",
            "--backend",
            "rocksdb",
            "--state",
            state.toString());
    return ChildProcess.start(
        "run",
        folder.resolve("run.log"),
        System.getProperty("java.class.path"),
        options,
        StreamRecall.class.getName(),
        args);
  }

  private static void awaitServing(ChildProcess run) throws Exception {
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000;
    while (!run.output().contains("Ctrl-C stops")) {
      run.requireAlive();
      assertThat(System.nanoTime()).as(run.output()).isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
