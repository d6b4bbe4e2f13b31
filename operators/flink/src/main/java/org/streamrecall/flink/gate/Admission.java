package org.streamrecall.flink.gate;

import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Schema;

/** Lets in only what fits the served schema: inputs may be built by hand, or by another schema. */
public record Admission(Schema schema) {
  public void require(Tell tell) throws Refusal {
    Atom atom = tell.atom();
    requireLength("a token's mapped tag", atom.tag(), schema.shape().tagDims());
    requireLength("a token's lifted content", atom.content(), schema.shape().contentDims());
  }

  public void require(Ask ask) throws Refusal {
    requireLength("a query's mapped tag", ask.tag(), schema.shape().tagDims());
    requireLength("a query's inputs", ask.inputs(), schema.fields().inputs());
    requireFinite("a query's mapped tag", ask.tag());
    requireFinite("a query's inputs", ask.inputs());
  }

  private static void requireLength(String name, float[] values, int length) throws Refusal {
    if (values.length != length) {
      throw new Refusal(
          "%s has %d numbers, the model's memory holds %d; make inputs with the model's own schema"
              .formatted(name, values.length, length));
    }
  }

  private static void requireFinite(String name, float[] values) throws Refusal {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new Refusal(
            name + " has " + values[i] + " at index " + i + "; numbers must be finite");
      }
    }
  }
}
