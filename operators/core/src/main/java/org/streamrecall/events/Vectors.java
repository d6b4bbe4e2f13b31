package org.streamrecall.events;

import java.util.List;
import org.streamrecall.measure.Hash;
import org.streamrecall.model.NGrams;

/**
 * From an event to its scalars, and from scalars to a vector in a key's own scales. What is missing
 * stands at zero: for a number the key's mean, for a name no name, for a time no time.
 */
final class Vectors {
  private static final double TURN = 2 * Math.PI / 24;
  private static final float LARGEST = 1e4f; // deviations; beyond, direction is all that counts

  private final Plan plan;

  Vectors(Plan plan) {
    this.plan = plan;
  }

  float[] scalars(Event event, KeyState key) {
    float[] scalars = new float[plan.scalars.size()];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = (float) plan.scalars.get(i).value(event, key);
      if (event.given() != null && !Double.isNaN(event.given()[i])) {
        scalars[i] = (float) event.given()[i];
      }
    }
    for (Plan.Part part : plan.parts) {
      if (part.code() == Plan.Code.LETTERS) {
        String text = event.texts()[part.text()];
        float[] letters =
            text == null || text.isBlank()
                ? new float[part.width()]
                : NGrams.features(List.of(text), part.width());
        System.arraycopy(letters, 0, scalars, part.scalar(), part.width());
      }
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
      float x = scalars[part.scalar()];
      if (part.code() == Plan.Code.LETTERS) {
        for (int i = 0; i < part.width(); i++) {
          w[part.at() + i] = (float) Terms.NAME_LENGTH * scalars[part.scalar() + i];
        }
      } else if (!Float.isNaN(x)) {
        put(part, x, scales, w);
      }
    }
    return w;
  }

  private static void put(Plan.Part part, float x, Scales scales, float[] w) {
    switch (part.code()) {
      case SCALED -> {
        float z = scales.standard(part.scale(), x);
        w[part.at()] = Math.max(-LARGEST, Math.min(LARGEST, z));
      }
      case CIRCLE -> {
        w[part.at()] = (float) (Terms.CIRCLE_LENGTH * StrictMath.sin(TURN * x));
        w[part.at() + 1] = (float) (Terms.CIRCLE_LENGTH * StrictMath.cos(TURN * x));
      }
      case DAY -> w[part.at() + (int) x] = (float) Terms.DAY_LENGTH;
      case NAME -> putName(part, (int) x, w);
      case LETTERS -> throw new IllegalStateException("letters are put all at once");
    }
  }

  /** One of the first names on its axis, another in a direction of its hash. */
  private static void putName(Plan.Part part, int number, float[] w) {
    if (number < part.width()) {
      w[part.at() + number] = (float) Terms.NAME_LENGTH;
      return;
    }
    double square = 0;
    for (int i = 0; i < part.width(); i++) {
      long bits = Hash.mix(number * 31L + i);
      float x = (bits >> 11) * 0x1p-52f; // in [-1, 1)
      w[part.at() + i] = x;
      square += x * x;
    }
    float factor = (float) (Terms.NAME_LENGTH / Math.sqrt(square));
    for (int i = 0; i < part.width(); i++) {
      w[part.at() + i] *= factor;
    }
  }
}
