package org.streamrecall.measure;

import java.util.function.Supplier;

/** Which of two like sets of inner loops this machine runs: plain ones, or those on vectors. */
public final class KernelPath {
  /** Forces a path: {@code scalar} or {@code vector}. */
  static final String PROPERTY = "streamrecall.kernels";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String WARNED = PROPERTY + ".warned"; // of the process: loaders may be many

  private KernelPath() {}

  /**
   * Chooses, and warns once a process if vectors are off that nobody has forbidden.
   *
   * @param plain the loops that every machine has
   * @param vector name of the class that does the same on vectors, whose constructor without
   *     arguments throws where the machine has none
   * @return those on vectors where they can be had and are not forbidden
   * @throws IllegalArgumentException if {@value #PROPERTY} is no path
   * @throws IllegalStateException if vectors are demanded and cannot be had
   */
  @SuppressWarnings("unchecked")
  public static <T> T of(Supplier<T> plain, String vector) {
    String wanted = System.getProperty(PROPERTY, "");
    if (!wanted.isEmpty() && !wanted.equals("scalar") && !wanted.equals("vector")) {
      throw new IllegalArgumentException(
          PROPERTY
              + "="
              + wanted
              + " is neither scalar nor vector; leave it out for the faster one");
    }
    if (wanted.equals("scalar")) {
      return plain.get();
    }
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (!present && wanted.isEmpty()) {
      warn(
          "add --add-modules "
              + MODULE
              + " to the options of the JVM (of Flink: env.java.opts.all)");
      return plain.get();
    }
    try {
      var constructor = Class.forName(vector).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (T) constructor.newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      if (wanted.isEmpty()) {
        warn("this machine or JDK has none that fit (" + e + "); take another");
        return plain.get(); // narrow vectors, or a JDK whose module has changed
      }
      throw new IllegalStateException(
          PROPERTY + "=vector cannot be had; add --add-modules " + MODULE, e);
    }
  }

  private static void warn(String remedy) {
    if (System.getProperties().putIfAbsent(WARNED, "true") == null) {
      ProcessLog.warn(
          KernelPath.class,
          "vectors are off, and what memories compute takes two to three times as long: "
              + remedy
              + ", or say -D"
              + PROPERTY
              + "=scalar to leave it so without this warning");
    }
  }
}
