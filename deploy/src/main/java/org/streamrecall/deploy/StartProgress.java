package org.streamrecall.deploy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far a job has come to where all of its tasks run. A large state takes long to restore, and a
 * task that restores it says nothing meanwhile; but its thread takes memory and time, and one that
 * waits in vain does not. A job that is started anew comes further only if it passes where it was.
 */
final class StartProgress {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String TASKS = "Flink Task Threads";

  /** Of work that counts: so many bytes taken, or so long on a processor. */
  private static final long STEP_BYTES = 1 << 20;

  private static final long STEP_NANOS = 1_000_000_000;

  private static final long BETWEEN_LOOKS_NANOS = 500_000_000;

  private long looked;
  private int mostRunning;
  private long mostWork;

  /** Whether it is time to look at the work again, which takes a while. */
  boolean isDue(long nanos) {
    boolean due = looked == 0 || nanos - looked >= BETWEEN_LOOKS_NANOS;
    looked = due ? nanos : looked;
    return due;
  }

  /**
   * Takes in how far it is.
   *
   * @param running tasks that run
   * @param work steps of those that do not yet
   * @return whether that is further than ever
   */
  boolean further(int running, long work) {
    boolean further = running > mostRunning || work > mostWork;
    mostRunning = Math.max(mostRunning, running);
    mostWork = Math.max(mostWork, work);
    return further;
  }

  /**
   * Steps that the threads of these tasks have done since they began, and bytes of what they had
   * written to disk.
   *
   * @param tasks their names
   * @param files where they write what they restore, if they do
   */
  static long work(Set<String> tasks, Path files) {
    long work = size(files) / STEP_BYTES;
    for (Thread thread : taskThreads()) {
      if (tasks.contains(taskOf(thread))) {
        work += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getId())) / STEP_BYTES;
        work += Math.max(0, THREADS.getThreadCpuTime(thread.getId())) / STEP_NANOS;
      }
    }
    return work;
  }

  private static List<Thread> taskThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] all = new Thread[2 * root.activeCount() + 16]; // there may be more by now
    int count = root.enumerate(all);
    return Stream.of(all).limit(count).filter(StartProgress::isOfTask).toList();
  }

  private static boolean isOfTask(Thread thread) {
    ThreadGroup group = thread.getThreadGroup(); // null once it has ended
    return group != null && group.getName().equals(TASKS);
  }

  /** Its name without the attempt. */
  private static String taskOf(Thread thread) {
    return thread.getName().replaceAll("#[0-9]+$", "");
  }

  private static long size(Path files) {
    try (Stream<Path> paths = Files.walk(files)) {
      return paths.mapToLong(path -> path.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // there are none, or some went meanwhile
    }
  }
}
