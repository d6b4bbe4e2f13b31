package org.streamrecall.flink.order;

import java.util.Arrays;
import java.util.Comparator;
import org.streamrecall.flink.KeyedInput;

/**
 * An input that waits.
 *
 * @param answered whether it has been answered already, and waits only to be learned
 * @param arrived when it came, in milliseconds by the clock
 * @param bytes the input's: nobody writes into them
 */
public record Held<I extends KeyedInput>(I input, boolean answered, long arrived, byte[] bytes) {
  /** First what forgets, then what is learned, then what only asks; each by their bytes. */
  public static final Comparator<Held<?>> BY_ROLE =
      Comparator.comparingInt(held -> held.input().role().rank());

  public static final Comparator<Held<?>> BY_BYTES =
      Comparator.comparing(Held::bytes, Arrays::compareUnsigned);
}
