package org.streamrecall.flink;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How an immutable type is written as bytes, see {@link RecallTypes#of}.
 *
 * <ol>
 *   <li>Equal values have equal bytes, on any machine.
 *   <li>A checkpoint holds the codec's class by its name: it has a constructor without arguments
 *       and no state.
 *   <li>Strings come back exactly, unpaired surrogates too: a key that changed on its way would
 *       land in another key group and fail the job.
 * </ol>
 */
public interface Codec<T> extends Serializable {
  void write(T value, DataOutputView out) throws IOException;

  T read(DataInputView in) throws IOException;

  /** Which form {@link #write} writes, from 1; it stands before each record. */
  default byte version() {
    return 1;
  }

  /**
   * The same of a form that an earlier build wrote.
   *
   * @param version 1 to {@link #version()}
   */
  default T read(DataInputView in, byte version) throws IOException {
    return read(in);
  }
}
