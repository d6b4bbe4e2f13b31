package org.streamrecall.deploy;

import java.util.List;

/** What many keys take, before there are any. */
final class KeyAccount {
  private static final int KEYS = 100_000;

  /** Of the heap's own for a key: its text, an entry of a map and the arrays' headers. */
  private static final int HEAP_BYTES = 300;

  private static final int REFERENCE_BYTES = 8;

  private final long each;
  private final boolean heap;
  private final long most;

  KeyAccount(JobOptions options, Backend backend) {
    this(options, backend, Runtime.getRuntime().maxMemory());
  }

  /**
   * @param most bytes that the heap may have
   */
  KeyAccount(JobOptions options, Backend backend, long most) {
    this.heap = backend == Backend.HEAP;
    this.each =
        options.sketchBytes()
            + (long) REFERENCE_BYTES * options.serving().distinctRefs()
            + (heap ? HEAP_BYTES : 0);
    this.most = most;
  }

  /** One line, and another if the heap is too small for so many. */
  List<String> lines() {
    String account =
        "%,d keys take up to %s %s once they are full, %,d bytes each; keys of few events less"
            .formatted(KEYS, Bytes.text(each * KEYS), heap ? "of the heap" : "on disk", each);
    return heap && each * KEYS > most * HeapWatch.WARNS
        ? List.of(
            account,
            "that is more than the heap of %s holds, some %,d full keys; %s"
                .formatted(
                    Bytes.text(most), (long) (most * HeapWatch.WARNS) / each, HeapWatch.REMEDY))
        : List.of(account);
  }
}
