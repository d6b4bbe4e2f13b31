package org.streamrecall.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A dense array of numbers as a safetensors file holds it. Immutable by contract: nobody writes
 * into the arrays.
 *
 * @param dtype what one element is
 * @param shape row-major, empty for a single number
 * @param data little-endian, exactly (product of shape) elements
 */
record Tensor(Type dtype, long[] shape, byte[] data) {
  /** The element types of the format; ours are F64 and F32, the rest is told apart and refused. */
  enum Type {
    F64(8),
    I64(8),
    U64(8),
    F32(4),
    I32(4),
    U32(4),
    F16(2),
    BF16(2),
    I16(2),
    U16(2),
    I8(1),
    U8(1),
    BOOL(1);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * @throws IllegalArgumentException if the shape does not give the length of the data
   */
  Tensor {
    long needed = byteLength(dtype, shape);
    if (needed != data.length) {
      throw new IllegalArgumentException(
          "a tensor of "
              + dtype
              + Arrays.toString(shape)
              + " has "
              + needed
              + " bytes, but "
              + data.length
              + " are given; correct the shape");
    }
  }

  static Tensor of(double[] values, long... shape) {
    ByteBuffer bytes = littleEndian(new byte[Math.multiplyExact(8, values.length)]);
    bytes.asDoubleBuffer().put(values);
    return new Tensor(Type.F64, shape, bytes.array());
  }

  static Tensor of(float[] values, long... shape) {
    ByteBuffer bytes = littleEndian(new byte[Math.multiplyExact(4, values.length)]);
    bytes.asFloatBuffer().put(values);
    return new Tensor(Type.F32, shape, bytes.array());
  }

  /** The elements of an F64 tensor. */
  double[] doubles() {
    requireType(Type.F64);
    double[] values = new double[data.length / 8];
    littleEndian(data).asDoubleBuffer().get(values);
    return values;
  }

  /** The elements of an F32 tensor. */
  float[] floats() {
    requireType(Type.F32);
    float[] values = new float[data.length / 4];
    littleEndian(data).asFloatBuffer().get(values);
    return values;
  }

  /**
   * @throws IllegalArgumentException if a size is negative or the product overflows
   */
  static long byteLength(Type dtype, long[] shape) {
    long length = dtype.bytes;
    for (long size : shape) {
      try {
        length = Math.multiplyExact(length, size);
      } catch (ArithmeticException e) {
        length = -1;
      }
      if (size < 0 || length < 0) {
        throw new IllegalArgumentException(
            "a tensor of "
                + dtype
                + Arrays.toString(shape)
                + " is no array: sizes are at least 0 and their product fits 63 bits");
      }
    }
    return length;
  }

  private void requireType(Type type) {
    if (dtype != type) {
      throw new IllegalArgumentException(
          "a tensor of " + dtype + " is read as " + type + "; store it as " + type);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
