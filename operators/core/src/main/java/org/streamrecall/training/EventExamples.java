package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Lift;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/**
 * Point-in-time examples from the events of one key: its tokens up to a moment, and what was asked
 * in the moments after. No token is there whose outcome was not known yet.
 */
final class EventExamples {
  /** Tokens of an example's past: more cost time and teach little. */
  private static final int PAST = 256;

  private static final int FEWEST = 24;
  private static final int QUESTIONS = 16;
  private static final float[] NO_INPUTS = {};

  private final Schema schema;
  private final EventMemory student;
  private final int farthest;

  EventExamples(RecallModel untrained) {
    schema = untrained.schema();
    student = new EventMemory(untrained, SketchLayout.UNBOUNDED, false, Decay.NONE);
    farthest = EventSchema.of(untrained).farthest();
  }

  /**
   * @param events of one key, in order; those that cannot be taken in are passed over
   * @param count most examples to be made
   */
  List<Example> of(List<Event> events, int count, Random random) {
    List<Atom> tokens = new ArrayList<>();
    student.forget();
    for (Event event : events) {
      try {
        tokens.addAll(student.study(event));
      } catch (IllegalArgumentException e) {
        continue; // a number that cannot be held: it is refused in serving too
      }
    }
    List<Example> examples = new ArrayList<>();
    int unknown = Math.max(0, farthest - 1); // tokens of moments whose outcome was still to come
    int room = tokens.size() - FEWEST - unknown - QUESTIONS;
    for (int i = 0; i < count && room > 0; i++) {
      examples.add(at(tokens, FEWEST + unknown + random.nextInt(room), unknown));
    }
    return examples;
  }

  private Example at(List<Atom> tokens, int now, int unknown) {
    ExactMeasure past = new ExactMeasure(schema.shape());
    int end = now - unknown;
    for (Atom token : tokens.subList(Math.max(0, end - PAST), end)) {
      past.add(token);
    }
    List<float[]> tags = new ArrayList<>();
    List<float[]> inputs = new ArrayList<>();
    List<float[]> targets = new ArrayList<>();
    for (Atom token : tokens.subList(now, Math.min(tokens.size(), now + QUESTIONS))) {
      tags.add(token.tag());
      inputs.add(NO_INPUTS);
      targets.add(schema.lift() instanceof Lift.OneHot ? slot(token) : token.content());
    }
    return new Example(Collections.nCopies(tags.size(), past), tags, inputs, targets);
  }

  private static float[] slot(Atom token) {
    for (int s = 0; s < token.content().length; s++) {
      if (token.content()[s] == 1) {
        return new float[] {s};
      }
    }
    throw new IllegalStateException("a token of no category");
  }
}
