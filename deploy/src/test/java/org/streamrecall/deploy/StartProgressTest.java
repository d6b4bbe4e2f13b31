package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartProgressTest {
  @TempDir private Path folder;

  @Test
  void shouldCountOnlyWhatComesFurtherThanEver() {
    StartProgress progress = new StartProgress();
    assertThat(progress.further(1, 0)).isTrue();
    assertThat(progress.further(1, 5)).isTrue();
    assertThat(progress.further(1, 5)).isFalse();
    assertThat(progress.further(0, 0)).as("it is started anew").isFalse();
    assertThat(progress.further(0, 4)).isFalse();
    assertThat(progress.further(1, 5)).as("as far as before").isFalse();
    assertThat(progress.further(2, 0)).isTrue();
    assertThat(progress.further(2, 6)).isTrue();
  }

  @Test
  void shouldSeeATaskThatWorksAndNoneThatWaits() throws Exception {
    CountDownLatch worked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ThreadGroup tasks = new ThreadGroup("Flink Task Threads");
    Thread task = new Thread(tasks, () -> work(worked, over), "memories (1/2)#0");
    Thread idle = new Thread(tasks, () -> await(over), "memories (2/2)#0");
    task.start();
    idle.start();
    try {
      worked.await();
      assertThat(StartProgress.work(Set.of("memories (1/2)"), folder)).isGreaterThanOrEqualTo(64);
      assertThat(StartProgress.work(Set.of("memories (2/2)"), folder)).isZero();
      assertThat(StartProgress.work(Set.of("memories"), folder.resolve("none"))).isZero();
      Files.write(folder.resolve("restored.sst"), new byte[3 << 20]);
      assertThat(StartProgress.work(Set.of(), folder)).isBetween(3L, 4L);
    } finally {
      over.countDown();
      task.join();
      idle.join();
    }
  }

  private static void work(CountDownLatch worked, CountDownLatch over) {
    List<byte[]> restored = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      restored.add(new byte[1 << 20]);
    }
    worked.countDown();
    await(over);
    assertThat(restored).hasSize(64);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldSayEveryFiveSecondsHowFarItIs() {
    AtomicLong nanos = new AtomicLong(7);
    List<String> said = new ArrayList<>();
    RestoreLine line = new RestoreLine(1288490189, said::add, nanos::get);
    for (int i = 0; i < 12; i++) {
      line.waiting(i / 2, 8);
      nanos.addAndGet(1_000_000_000);
    }
    assertThat(said)
        .containsExactly(
            "restoring 1.2 GB: 2 of 8 tasks run after 5 s",
            "restoring 1.2 GB: 5 of 8 tasks run after 10 s");
  }
}
