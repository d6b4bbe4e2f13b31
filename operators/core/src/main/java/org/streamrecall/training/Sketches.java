package org.streamrecall.training;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Schema;

/**
 * Memories of many contexts, each in its packed bytes. Those that the heap has room for stay open;
 * the others are opened in a scratch of the thread that asks, to the same answers.
 */
final class Sketches {
  private static final long OPEN_BYTES = 1_500_000; // of one that is open, about
  private static final int PART = 4; // of the heap, for those that stay open

  private final SketchLayout layout;
  private final AtomicInteger room;
  private final ThreadLocal<Scratch> scratch;

  Sketches(Schema schema, int bytes) {
    this(schema, bytes, (int) (Runtime.getRuntime().maxMemory() / PART / OPEN_BYTES));
  }

  /**
   * @param room how many stay open
   */
  Sketches(Schema schema, int bytes, int room) {
    this.layout = SketchLayout.of(schema.shape(), bytes);
    this.room = new AtomicInteger(room);
    this.scratch = ThreadLocal.withInitial(() -> new Scratch(new MeasureSketch(layout)));
  }

  /** A thread's own memory, and whose it is. */
  private static final class Scratch {
    private final MeasureSketch sketch;
    private Packed of;

    Scratch(MeasureSketch sketch) {
      this.sketch = sketch;
    }
  }

  /**
   * What a memory keeps of atoms.
   *
   * @return the memory: to be read by the thread that asks for it, until that asks for another
   */
  Supplier<Measure> of(List<Atom> atoms) {
    if (room.getAndDecrement() > 0) {
      MeasureSketch open = new MeasureSketch(layout);
      atoms.forEach(open::add);
      return () -> open;
    }
    Scratch own = scratch.get();
    own.of = null;
    own.sketch.forget();
    atoms.forEach(own.sketch::add);
    return new Packed(own.sketch.memory().clone(), own.sketch.recent());
  }

  private final class Packed implements Supplier<Measure> {
    private final byte[] memory;
    private final List<Atom> recent;

    Packed(byte[] memory, List<Atom> recent) {
      this.memory = memory;
      this.recent = recent;
    }

    @Override
    public Measure get() {
      Scratch own = scratch.get();
      if (own.of != this) {
        own.sketch.restore(memory, recent);
        own.of = this;
      }
      return own.sketch;
    }
  }
}
