package org.streamrecall.flink.operator;

import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.EventMemory;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.serial.KeyState;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.model.RecallModel;

/**
 * The current key's events: Flink's state around an {@link EventMemory}.
 *
 * <ol>
 *   <li>An event that is refused leaves the state as it was.
 *   <li>No array in the state is ever written into: a checkpoint may hold it.
 *   <li>State is one value, two where there is a shadow model: read once and written once for an
 *       event.
 *   <li>A shadow model has a record of its own, and reads the same memory.
 * </ol>
 */
final class KeyMemory {
  private static final KeyState NONE = new KeyState(null, new byte[0]);

  private final EventMemory scratch; // restored to one key after the other
  private final EventMemory shadow; // null for none
  private final ValueState<KeyState> key;
  private final ValueState<byte[]> shadowKey;
  private KeyState before; // what was looked at last

  /**
   * What two models say.
   *
   * @param shadow null where there is none, or where it failed
   * @param failed whether it did: nothing stops for that
   * @param <T> a judgement, or null for none
   */
  record Said<T>(T own, T shadow, boolean failed) {}

  KeyMemory(RuntimeContext context, EventMemory scratch, EventMemory shadow) {
    this.scratch = scratch;
    this.shadow = shadow;
    key = context.getState(new ValueStateDescriptor<>("key", RecordTypes.KEY_STATE));
    shadowKey = context.getState(new ValueStateDescriptor<>("shadow-key", RecordTypes.BYTES));
  }

  /** Answers by this model from now on. */
  void serve(RecallModel model) {
    if (scratch.model() != model) {
      scratch.serve(model);
    }
  }

  /**
   * Has the memory learn something.
   *
   * @throws Refusal if the memory refuses it; the state is as before
   */
  <T> Said<T> change(Function<EventMemory, T> step) throws Exception {
    Said<T> said = look(List.of(), step);
    if (said.failed()) {
      shadowKey.clear(); // else it would miss what the memory has learned
    } else if (shadow != null) { // only the record: clusters are the serving model's
      shadowKey.update(shadow.state());
    }
    byte[] packed = scratch.hasNewMemory() ? scratch.memory() : before.memory();
    key.update(new KeyState(scratch.state(), packed));
    return said;
  }

  /**
   * Asks the memory something; the state is as before.
   *
   * @param ahead inputs that are taken to be learned already
   * @throws Refusal if there is no answer
   */
  <T> Said<T> look(List<? extends EventInput<?>> ahead, Function<EventMemory, T> step)
      throws Exception {
    KeyState kept = key.value();
    before = kept == null ? NONE : kept;
    T own = Refusal.guard(() -> after(ahead, before.record(), scratch, step));
    if (shadow == null) {
      return new Said<>(own, null, false);
    }
    byte[] other = shadowKey.value();
    byte[] record = other == null ? before.record() : other;
    try {
      return new Said<>(own, after(ahead, record, shadow, step), false);
    } catch (RuntimeException e) {
      return new Said<>(own, null, true);
    }
  }

  private <T> T after(
      List<? extends EventInput<?>> ahead,
      byte[] record,
      EventMemory memory,
      Function<EventMemory, T> step) {
    memory.restore(record, before.memory());
    for (EventInput<?> input : ahead) {
      try {
        if (input instanceof EventInput.Forget) {
          memory.forget();
        } else if (input instanceof EventInput.Happened<?> event) {
          memory.tell(event.read());
        } else if (input instanceof EventInput.Outcome<?> outcome) {
          memory.outcome(outcome.read());
        }
      } catch (IllegalArgumentException e) {
        continue; // refused, when its turn comes
      }
    }
    return step.apply(memory);
  }

  /** Events and outcomes that the last change gave up, for they waited too long. */
  long givenUp() {
    return scratch.givenUp();
  }

  /** See {@link EventMemory#silenceOver}: what the last change closed. */
  Alarm silenceOver() {
    return scratch.silenceOver();
  }

  /** Time of the key's last event, after a change. */
  long lastEvent() {
    return scratch.lastEvent();
  }

  /** See {@link EventMemory#due}, after a change. */
  long due() {
    return scratch.due();
  }

  void forget() {
    key.clear();
    shadowKey.clear();
  }
}
