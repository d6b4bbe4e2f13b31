package org.streamrecall.deploy;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The collections of this process, each as it left the heap. */
final class HeapReadings {
  private static final List<String> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .toList();

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
  private final Map<String, Long> seen = new HashMap<>();

  /** The newest collection, unless it was read before. */
  Optional<HeapWatch.Reading> next() {
    GcInfo newest = null;
    boolean whole = false;
    long collecting = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      collecting += Math.max(0, collector.getCollectionTime());
      GcInfo last = collector.getLastGcInfo();
      boolean isNew =
          last != null && !Long.valueOf(last.getId()).equals(seen.get(collector.getName()));
      if (isNew) {
        seen.put(collector.getName(), last.getId());
      }
      if (isNew && (newest == null || last.getEndTime() > newest.getEndTime())) {
        newest = last;
        whole = isWhole(collector.getName());
      }
    }
    if (newest == null) {
      return Optional.empty();
    }
    long used = 0;
    for (String pool : POOLS) {
      used += newest.getMemoryUsageAfterGc().get(pool).getUsed();
    }
    long most = Runtime.getRuntime().maxMemory();
    return Optional.of(
        new HeapWatch.Reading(System.nanoTime() / 1_000_000, used, most, collecting, whole));
  }

  /** Of G1, the parallel and the serial one; of others the least of a few is taken. */
  private static boolean isWhole(String collector) {
    return List.of("G1 Old Generation", "PS MarkSweep", "MarkSweepCompact").contains(collector);
  }
}
