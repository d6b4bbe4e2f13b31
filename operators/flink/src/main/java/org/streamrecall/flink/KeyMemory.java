package org.streamrecall.flink;

import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;

/**
 * The current key's events: Flink's state around an {@link EventMemory}.
 *
 * <ol>
 *   <li>An event that is refused leaves the state as it was.
 *   <li>No array in the state is ever written into: a checkpoint may hold it.
 *   <li>State is two arrays; the memory is written only where an event has changed it.
 * </ol>
 */
final class KeyMemory {
  private final EventMemory scratch; // restored to one key after the other
  private final ValueState<byte[]> key;
  private final ValueState<byte[]> memory;

  KeyMemory(RuntimeContext context, EventMemory scratch) {
    this.scratch = scratch;
    key = context.getState(new ValueStateDescriptor<>("key", RecallTypes.MEMORY));
    memory = context.getState(new ValueStateDescriptor<>("memory", RecallTypes.MEMORY));
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
    T result;
    try {
      scratch.restore(key.value(), memory.value());
      result = step.get();
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
    key.update(scratch.state());
    if (scratch.hasNewMemory()) {
      memory.update(scratch.memory());
    }
    return result;
  }

  /**
   * @return what the memory says to a question; the state is as before
   * @throws Refusal if it cannot be answered
   */
  Judgement ask(Event question) throws Exception {
    try {
      scratch.restore(key.value(), memory.value());
      return scratch.ask(question);
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
  }

  void forget() {
    key.clear();
    memory.clear();
  }
}
