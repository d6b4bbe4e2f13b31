package org.streamrecall.events;

import org.streamrecall.events.schema.Event;

/**
 * From an event to its scalars, and from scalars to a vector in a key's own scales. What is missing
 * stands at zero: for a number the key's mean, for a name no name, for a time no time.
 */
final class Vectors {
  private static final float LARGEST = 1e4f; // deviations; beyond, direction is all that counts

  private final Plan plan;

  Vectors(Plan plan) {
    this.plan = plan;
  }

  float[] scalars(Event event, KeyState key) {
    double[] read = plan.scalars(event, key);
    float[] scalars = new float[read.length];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = (float) read[i];
    }
    return scalars;
  }

  /**
   * @param scales of the key, for its standardised parts
   * @return (plan.dims), not yet on the sphere
   */
  float[] vector(float[] scalars, Scales scales) {
    float[] w = new float[plan.dims];
    for (Plan.Part part : plan.parts) {
      part.feature().encode(scalars, part.scalar(), w, part.at());
      if (part.scale() >= 0 && !Float.isNaN(scalars[part.scalar()])) {
        float z = scales.standard(part.scale(), w[part.at()]);
        w[part.at()] = Math.max(-LARGEST, Math.min(LARGEST, z));
      }
    }
    return w;
  }
}
