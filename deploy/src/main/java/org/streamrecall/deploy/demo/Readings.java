package org.streamrecall.deploy.demo;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import jdk.jfr.consumer.RecordingStream;

/** The process's own readings: operating system beans, and the flight recorder for collections. */
final class Readings implements AutoCloseable {
  static final List<String> NAMES = List.of("cpu", "heap", "gc", "runnable", "alloc");

  private static final double MEGABYTE = 1024 * 1024;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final RecordingStream recorder = new RecordingStream();
  private final DoubleAdder pauses = new DoubleAdder(); // milliseconds since the last reading
  private final long workload;
  private long lastCpu;
  private long lastAllocated;
  private long lastNanos;

  /**
   * @param workload id of the thread whose allocation is read
   */
  Readings(long workload) {
    this.workload = workload;
    recorder.enable("jdk.GarbageCollection");
    recorder.onEvent(
        "jdk.GarbageCollection",
        event -> pauses.add(event.getDuration("sumOfPauses").toNanos() / 1e6));
    recorder.startAsync();
    next();
  }

  /** One reading of each of {@link #NAMES}, since the last: cores, MB, ms, threads, MB a second. */
  double[] next() {
    long nanos = System.nanoTime();
    double seconds = Math.max(1e-3, (nanos - lastNanos) / 1e9);
    long cpu = system.getProcessCpuTime();
    long allocated = threads.getThreadAllocatedBytes(workload);
    Runtime runtime = Runtime.getRuntime();
    double[] now = {
      (cpu - lastCpu) / 1e9 / seconds,
      (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
      pauses.sumThenReset(),
      runnable(),
      (allocated - lastAllocated) / MEGABYTE / seconds
    };
    lastNanos = nanos;
    lastCpu = cpu;
    lastAllocated = allocated;
    return now;
  }

  private int runnable() {
    int runnable = 0;
    for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
      runnable += info != null && info.getThreadState() == Thread.State.RUNNABLE ? 1 : 0;
    }
    return runnable;
  }

  @Override
  public void close() {
    recorder.close();
  }
}
