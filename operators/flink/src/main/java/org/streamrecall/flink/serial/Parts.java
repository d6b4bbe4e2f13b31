package org.streamrecall.flink.serial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a record has none or one of, or any number. */
public final class Parts {
  /** How one is written. */
  public interface Writing<T> {
    void write(T part, DataOutputView out) throws IOException;
  }

  /** How one is read. */
  public interface Reading<T> {
    T read(DataInputView in) throws IOException;
  }

  private Parts() {}

  /** Whether there is one, then it; null for none. */
  public static <T> void writeOptional(T part, Writing<T> writing, DataOutputView out)
      throws IOException {
    out.writeBoolean(part != null);
    if (part != null) {
      writing.write(part, out);
    }
  }

  public static <T> T readOptional(Reading<T> reading, DataInputView in) throws IOException {
    return in.readBoolean() ? reading.read(in) : null;
  }

  /** How many there are (i32), then each. */
  public static <T> void writeAll(Collection<T> parts, Writing<T> writing, DataOutputView out)
      throws IOException {
    out.writeInt(parts.size());
    for (T part : parts) {
      writing.write(part, out);
    }
  }

  public static <T> List<T> readAll(Reading<T> reading, DataInputView in) throws IOException {
    int count = in.readInt();
    List<T> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(reading.read(in));
    }
    return parts;
  }
}
