package org.streamrecall.laws;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property of every module one and the same seed, so that a build that passed passes
 * again. The system property {@value #SEED} names another, so that what {@code tests/laws} found
 * can be seen again wherever tests run. A seed that a property states is kept.
 *
 * <p>Found by jqwik as a service, on the test class path of every module.
 */
public final class PropertySeeds implements AroundPropertyHook {
  /** A whole number. */
  public static final String SEED = "laws.seed";

  private static final String FIXED = "1";

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) throws Throwable {
    if (context.attributes().seed().isEmpty()) {
      context.attributes().setSeed(System.getProperty(SEED, FIXED));
    }
    return property.execute();
  }
}
