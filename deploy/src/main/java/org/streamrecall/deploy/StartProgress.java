package org.streamrecall.deploy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;

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

  private int mostRunning;
  private long mostWork;

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
   * Steps that the threads of these tasks have done since they began.
   *
   * @param tasks their names
   */
  static long work(Set<String> tasks) {
    long work = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      ThreadGroup group = thread.getThreadGroup();
      if (group != null && group.getName().equals(TASKS) && tasks.contains(taskOf(thread))) {
        work += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getId())) / STEP_BYTES;
        work += Math.max(0, THREADS.getThreadCpuTime(thread.getId())) / STEP_NANOS;
      }
    }
    return work;
  }

  /** Its name without the attempt. */
  private static String taskOf(Thread thread) {
    return thread.getName().replaceAll("#[0-9]+$", "");
  }
}
