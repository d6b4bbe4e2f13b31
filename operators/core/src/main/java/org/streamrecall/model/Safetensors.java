package org.streamrecall.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors and strings in the safetensors format, which PyTorch and numpy read too:
 *
 * <pre>
 *   u64 little-endian   length n of the header, a multiple of 8, at most 100 MB
 *   n bytes             JSON {name: {dtype, shape, data_offsets: [begin, end]}}, padded with spaces
 *   the rest            the tensors' bytes, which the offsets cover without gap or overlap
 * </pre>
 *
 * Equal contents are written as equal bytes. Files come from anywhere: whatever is wrong with one,
 * reading it throws IllegalArgumentException and nothing else.
 *
 * @param tensors by name, in the order of the file
 * @param metadata sorted by key
 */
record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int LENGTH_BYTES = 8;

  static byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata) {
    SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata);
    byte[] json = utf8(header.toJson());
    int padded = (json.length + 7) / 8 * 8;
    long total = (long) LENGTH_BYTES + padded + header.dataLength();
    if (padded > MAX_HEADER_BYTES || total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a file of "
              + total
              + " bytes with a header of "
              + padded
              + " is too large; a header has at most "
              + MAX_HEADER_BYTES
              + " bytes and a file 2 GB");
    }
    ByteBuffer file = ByteBuffer.allocate((int) total).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(json);
    while (file.position() < LENGTH_BYTES + padded) {
      file.put((byte) ' ');
    }
    for (SafetensorsHeader.Entry entry : header.entries()) {
      file.put(tensors.get(entry.name()).data());
    }
    return file.array();
  }

  /**
   * @throws IllegalArgumentException if the bytes are not a whole and well-formed file
   */
  static Safetensors read(byte[] file) {
    if (file.length < LENGTH_BYTES) {
      throw SafetensorsHeader.refuse(
          "length is " + file.length + " bytes, at least 8 needed", null);
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw SafetensorsHeader.refuse(
          "header claims "
              + Long.toUnsignedString(length)
              + " bytes, at most "
              + MAX_HEADER_BYTES
              + " are allowed",
          null);
    }
    if (length > file.length - LENGTH_BYTES) {
      throw SafetensorsHeader.refuse(
          "header claims " + length + " bytes, only " + (file.length - LENGTH_BYTES) + " follow",
          null);
    }
    int dataAt = LENGTH_BYTES + (int) length;
    String json = header(file, (int) length);
    SafetensorsHeader header = SafetensorsHeader.parse(json, file.length - dataAt);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      byte[] data =
          Arrays.copyOfRange(file, dataAt + (int) entry.begin(), dataAt + (int) entry.end());
      tensors.put(entry.name(), new Tensor(entry.dtype(), entry.shape(), data));
    }
    return new Safetensors(tensors, header.metadata());
  }

  private static String header(byte[] file, int length) {
    // The format asks for the brace: a reader that guesses encodings must not see anything else.
    if (length == 0 || file[LENGTH_BYTES] != '{') {
      throw SafetensorsHeader.refuse("header does not begin with {", null);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(file, LENGTH_BYTES, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw SafetensorsHeader.refuse("header is not UTF-8", e);
    }
  }

  private static byte[] utf8(String json) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
      return Arrays.copyOf(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "a name or metadata string is not Unicode text (a lone surrogate); correct it", e);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such string
   */
  String require(String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "the file's metadata has no \"" + key + "\", only " + metadata.keySet() + "; train anew");
    }
    return value;
  }

  /**
   * @throws IllegalArgumentException if there is no such tensor, or of another type or shape
   */
  Tensor require(String name, Tensor.Type dtype, long... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the file has no tensor \"" + name + "\", only " + tensors.keySet() + "; train anew");
    }
    if (tensor.dtype() != dtype || !Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          "tensor \""
              + name
              + "\" is "
              + tensor
              + ", not "
              + dtype
              + Arrays.toString(shape)
              + " as the metadata says; train anew");
    }
    return tensor;
  }

  /**
   * The finite elements of a required F64 tensor.
   *
   * @throws IllegalArgumentException likewise, or if one is NaN or infinite
   */
  double[] doubles(String name, long... shape) {
    double[] values = require(name, Tensor.Type.F64, shape).doubles();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "tensor \"" + name + "\"[" + i + "]=" + values[i] + " is not finite; train anew");
      }
    }
    return values;
  }

  /**
   * The finite elements of a required F32 tensor.
   *
   * @throws IllegalArgumentException likewise, or if one is NaN or infinite
   */
  float[] floats(String name, long... shape) {
    float[] values = require(name, Tensor.Type.F32, shape).floats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "tensor \"" + name + "\"[" + i + "]=" + values[i] + " is not finite; train anew");
      }
    }
    return values;
  }
}
