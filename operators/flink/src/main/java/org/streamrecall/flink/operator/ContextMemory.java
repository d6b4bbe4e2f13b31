package org.streamrecall.flink.operator;

import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Tell;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;

/**
 * The memory of the current key.
 *
 * <ol>
 *   <li>State is the sketch's packed bytes and the recent atoms in order: nothing else is kept.
 *   <li>A token short of a full batch is appended without reading what is there.
 *   <li>A full batch is folded whole or, if the sketch refuses it, not at all.
 *   <li>Reading changes nothing.
 * </ol>
 */
final class ContextMemory {
  private final int foldBatch;
  private final MeasureSketch scratch; // restored to one context after the other
  private final ValueState<byte[]> memory;
  private final ListState<Atom> recent;
  private final ValueState<Integer> recentCount;

  ContextMemory(RuntimeContext context, SketchLayout layout) {
    foldBatch = layout.foldBatch();
    scratch = new MeasureSketch(layout);
    memory = context.getState(new ValueStateDescriptor<>("memory", RecordTypes.BYTES));
    recent = context.getListState(new ListStateDescriptor<>("recent", RecordTypes.ATOM));
    recentCount = context.getState(new ValueStateDescriptor<>("recent-count", Types.INT));
  }

  /**
   * @return bytes of the context where the batch was full and has been folded, else 0
   * @throws Refusal if the sketch refuses the token; the state is as before
   */
  int tell(Atom atom) throws Exception {
    Integer before = recentCount.value();
    int count = before == null ? 0 : before;
    if (count + 1 < foldBatch) {
      recent.add(atom);
      recentCount.update(count + 1);
      return 0;
    }
    byte[] packed = memory.value();
    if (packed != null) {
      packed = packed.clone(); // a fold writes into it, and a checkpoint may hold the other
    }
    Iterable<Atom> atoms = recent.get();
    try {
      // Told one by one, so that whatever number a job with another budget left is folded too.
      scratch.restore(packed, List.of());
      for (Atom earlier : atoms) {
        scratch.add(earlier);
      }
      scratch.add(atom);
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    List<Atom> left = scratch.recent();
    memory.update(scratch.memory());
    recent.update(left);
    recentCount.update(left.size());
    return scratch.sizeInBytes();
  }

  /**
   * The current key's measure, to be read at once: the next call restores the same scratch. The
   * state is as before.
   *
   * @param ahead tokens that are taken to be told already, and what forgets those before it
   * @throws Refusal if the sketch cannot be restored from its state
   */
  MeasureSketch recall(List<RecallInput> ahead) throws Exception {
    byte[] packed = memory.value();
    Iterable<Atom> atoms = recent.get();
    try {
      // A fold would write into the state.
      scratch.restore(packed == null || ahead.isEmpty() ? packed : packed.clone(), atoms);
      ahead.forEach(this::foresee);
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    return scratch;
  }

  private void foresee(RecallInput input) {
    if (input instanceof Forget) {
      scratch.forget();
    } else if (input instanceof Tell tell) {
      try {
        scratch.add(tell.atom());
      } catch (IllegalArgumentException e) {
        return; // of other sizes: refused, when its turn comes
      }
    }
  }

  void forget() {
    memory.clear();
    recent.clear();
    recentCount.clear();
  }
}
