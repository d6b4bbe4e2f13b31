package org.streamrecall.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** sha256 over everything in a schema that a memory depends on, doubles as big-endian bits. */
final class SchemaHash {
  private final MessageDigest digest;

  private SchemaHash(MessageDigest digest) {
    this.digest = digest;
  }

  static byte[] of(Fields fields, TagMap tagMap, Lift lift) {
    try {
      SchemaHash hash = new SchemaHash(MessageDigest.getInstance("SHA-256"));
      hash.add(FieldsJson.write(fields));
      hash.add(tagMap);
      hash.add(lift);
      return hash.digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void add(TagMap map) {
    add(map.unit().name());
    add(map.mean());
    add(map.scale());
    add(new double[] {map.radius()});
    if (map.directions() != null) {
      for (double[] row : map.directions()) {
        add(row);
      }
    }
  }

  private void add(Lift lift) {
    if (lift instanceof Lift.Identity identity) {
      add("identity");
      add(identity.mean());
      add(identity.scale());
    } else if (lift instanceof Lift.OneHot oneHot) {
      add("one-hot " + oneHot.dims());
    } else if (lift instanceof ConcatLift concat) {
      add(concat.plain());
      add(concat.features());
    } else if (lift instanceof CosineLift cosine) {
      add("cosine " + cosine.dims());
      add(cosine.low());
      add(cosine.high());
    }
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private void add(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asDoubleBuffer().put(values);
    digest.update(bytes);
  }
}
