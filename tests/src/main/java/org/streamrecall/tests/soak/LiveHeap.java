package org.streamrecall.tests.soak;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** What is reachable on the heap. */
final class LiveHeap {
  /** G1's full collections; the launcher's JVM chooses G1 wherever there are two cores. */
  private static final String FULL = "G1 Old Generation";

  private LiveHeap() {}

  /** What a full collection left, as the collector says: the others allocate meanwhile. */
  static long bytes() {
    System.gc();
    for (GarbageCollectorMXBean collector :
        ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
      if (collector.getName().equals(FULL) && collector.getLastGcInfo() != null) {
        return left(collector.getLastGcInfo());
      }
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(); // another collector
  }

  private static long left(GcInfo collection) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getName)
        .mapToLong(pool -> collection.getMemoryUsageAfterGc().get(pool).getUsed())
        .sum();
  }
}
