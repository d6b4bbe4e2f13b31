package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;

/**
 * The current key's events: Flink's state around an {@link EventMemory}.
 *
 * <ol>
 *   <li>An event that is refused leaves the state as it was.
 *   <li>No array in the state is ever written into: a checkpoint may hold it.
 *   <li>The packed memory is written only when a fold has changed it, a recent atom appended.
 * </ol>
 */
final class KeyMemory {
  private final EventMemory scratch; // restored to one key after the other
  private final ValueState<byte[]> key;
  private final ValueState<byte[]> memory;
  private final ListState<Atom> recent;

  KeyMemory(RuntimeContext context, EventMemory scratch) {
    this.scratch = scratch;
    key = context.getState(new ValueStateDescriptor<>("key", RecallTypes.MEMORY));
    memory = context.getState(new ValueStateDescriptor<>("memory", RecallTypes.MEMORY));
    recent = context.getListState(new ListStateDescriptor<>("recent", RecallTypes.ATOM));
  }

  /**
   * @return what the memory made of the event, which it has learned since
   * @throws Refusal if the memory refuses the event; the state is as before
   */
  Judgement tell(Event event) throws Exception {
    return change(() -> scratch.tell(event));
  }

  /**
   * @return what the memory had made of the outcome's event; null if that is not there
   * @throws Refusal if the memory refuses the outcome; the state is as before
   */
  JudgedOutcome outcome(Event outcome) throws Exception {
    return change(() -> scratch.outcome(outcome));
  }

  private <T> T change(Supplier<T> step) throws Exception {
    byte[] packed = memory.value();
    List<Atom> before = new ArrayList<>();
    recent.get().forEach(before::add);
    T result;
    try {
      boolean folds = before.size() + 1 >= scratch.foldBatch();
      scratch.restore(key.value(), packed != null && folds ? packed.clone() : packed, before);
      result = step.get();
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    key.update(scratch.state());
    List<Atom> after = scratch.recent();
    if (scratch.folded()) {
      memory.update(scratch.memory());
      recent.update(after);
    } else if (after.size() > before.size()) {
      recent.add(after.get(before.size()));
    }
    return result;
  }

  /**
   * @return what the memory says to a question; the state is as before
   * @throws Refusal if it cannot be answered
   */
  Judgement ask(Event question) throws Exception {
    byte[] packed = memory.value();
    Iterable<Atom> atoms = recent.get();
    try {
      scratch.restore(key.value(), packed, atoms);
      return scratch.ask(question);
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
  }

  void forget() {
    key.clear();
    memory.clear();
    recent.clear();
  }
}
