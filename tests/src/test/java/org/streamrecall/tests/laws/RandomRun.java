package org.streamrecall.tests.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/**
 * What a random run sees of each property; jqwik makes these objects itself, as a service, so the
 * run is static. Without a run it sees nothing.
 */
public final class RandomRun implements AroundPropertyHook, SkipExecutionHook {
  /** A property that did not hold. */
  record Broken(String property, String seed, Throwable reason) {}

  private static Predicate<String> wanted;
  private static BooleanSupplier over;
  private static final List<Broken> BROKEN = new ArrayList<>();
  private static int properties;
  private static long tries;

  /**
   * @param wanted properties by their names, {@code Class.method}
   * @param over whether no further property begins
   */
  static void start(Predicate<String> wanted, BooleanSupplier over) {
    RandomRun.wanted = wanted;
    RandomRun.over = over;
    BROKEN.clear();
    properties = 0;
    tries = 0;
  }

  /** Those that did not hold since the start. */
  static List<Broken> broken() {
    return List.copyOf(BROKEN);
  }

  /** How many properties were tried since the start, each time counted. */
  static int properties() {
    return properties;
  }

  static long tries() {
    return tries;
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    if (wanted == null || !(context instanceof PropertyLifecycleContext property)) {
      return SkipResult.doNotSkip();
    }
    return over.getAsBoolean() || !wanted.test(name(property))
        ? SkipResult.skip("not of this run")
        : SkipResult.doNotSkip();
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) throws Throwable {
    PropertyExecutionResult result = property.execute();
    if (wanted != null) {
      properties++;
      tries += result.countTries();
      if (result.status() == PropertyExecutionResult.Status.FAILED) {
        BROKEN.add(
            new Broken(name(context), result.seed().orElse(""), result.throwable().orElse(null)));
      }
    }
    return result;
  }

  private static String name(PropertyLifecycleContext context) {
    return context.containerClass().getSimpleName() + "." + context.targetMethod().getName();
  }
}
