package org.streamrecall.measure;

import java.util.function.Supplier;

/** Which of two like sets of inner loops this machine runs: plain ones, or those on vectors. */
public final class KernelPath {
  /** Forces a path: {@code scalar} or {@code vector}. */
  static final String PROPERTY = "streamrecall.kernels";

  private KernelPath() {}

  /**
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
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (wanted.equals("scalar") || !present && wanted.isEmpty()) {
      return plain.get();
    }
    try {
      var constructor = Class.forName(vector).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (T) constructor.newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      if (wanted.isEmpty()) {
        return plain.get(); // narrow vectors, or a JDK whose module has changed
      }
      throw new IllegalStateException(
          PROPERTY + "=vector cannot be had; add --add-modules jdk.incubator.vector", e);
    }
  }
}
