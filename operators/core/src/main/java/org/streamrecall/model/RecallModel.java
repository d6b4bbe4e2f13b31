package org.streamrecall.model;

import java.io.IOException;
import java.nio.file.Path;
import org.streamrecall.measure.Measure;

/** A trained (or untrained) model: schema, attention and read-out. Immutable and thread safe. */
public final class RecallModel {
  /** The model before any training: identity attention, beta 8, mean read-out. */
  public static RecallModel untrained(Schema schema) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws IllegalArgumentException if the bytes are not a model; the message says why
   */
  public static RecallModel fromBytes(byte[] safetensors) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws IllegalArgumentException if the file is no model, @throws IOException if unreadable
   */
  public static RecallModel load(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }

  public byte[] toBytes() {
    throw new UnsupportedOperationException();
  }

  public Schema schema() {
    throw new UnsupportedOperationException();
  }

  /** {@code sha256:..} of tensors and canonical metadata. */
  public String id() {
    throw new UnsupportedOperationException();
  }

  /**
   * @param nu the context's memory
   * @param tag v, mapped, (shape.tagDims)
   * @param inputs u, (fields.inputs)
   */
  public Answer answer(Measure nu, float[] tag, float[] inputs) {
    throw new UnsupportedOperationException();
  }
}
