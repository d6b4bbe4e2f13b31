package org.streamrecall.deploy;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says every now and then how far a job has come that takes long to start. */
final class RestoreLine {
  private static final long EVERY_NANOS = 5_000_000_000L;

  private final long bytes;
  private final Consumer<String> say;
  private final LongSupplier nanos;
  private final long begin;
  private long said;

  /**
   * @param bytes of the state that is restored; 0 if there is none
   * @param say where lines go
   */
  RestoreLine(long bytes, Consumer<String> say) {
    this(bytes, say, System::nanoTime);
  }

  RestoreLine(long bytes, Consumer<String> say, LongSupplier nanos) {
    this.bytes = bytes;
    this.say = say;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
    this.said = begin;
  }

  /**
   * Not all tasks run yet.
   *
   * @param running that do
   * @param all there will be
   */
  void waiting(int running, int all) {
    long now = nanos.getAsLong();
    if (now - said >= EVERY_NANOS) {
      said = now;
      say.accept(
          String.format(
              Locale.ROOT,
              "%s: %d of %d tasks run after %d s",
              bytes == 0 ? "starting" : "restoring " + Bytes.text(bytes),
              running,
              all,
              (now - begin) / 1_000_000_000));
    }
  }
}
