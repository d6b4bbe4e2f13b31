package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
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

  /** The same where the memory is one to be served, which shows what it is only when it is full. */
  private static final int LONG_PAST = 1024;

  private static final int FEWEST = 24;
  private static final int QUESTIONS = 16;
  private static final float[] NO_INPUTS = {};

  private final Schema schema;
  private final EventMemory student;
  private final SketchLayout layout; // of the pasts, or null for exact ones
  private final int farthest;

  /**
   * @param sketchBytes all that one key takes where it is served, or 0 for exact pasts
   * @throws IllegalArgumentException if the bytes are too few
   */
  EventExamples(RecallModel untrained, int sketchBytes) {
    layout =
        sketchBytes == 0
            ? null
            : new EventMemory(untrained, sketchBytes, true, Decay.NONE).layout();
    schema = untrained.schema();
    student = new EventMemory(untrained, SketchLayout.UNBOUNDED, false, Decay.NONE);
    farthest = EventSchema.of(untrained).farthest();
  }

  /**
   * What a key would be told.
   *
   * @param events of one key, in order; those that cannot be taken in are passed over
   */
  List<Atom> tokens(List<Event> events) {
    List<Atom> tokens = new ArrayList<>();
    student.forget();
    for (Event event : events) {
      try {
        tokens.addAll(student.study(event));
      } catch (IllegalArgumentException e) {
        continue; // a number that cannot be held: it is refused in serving too
      }
    }
    return tokens;
  }

  /**
   * @param events of one key, in order
   * @param from part of them before which nothing is asked
   * @param count most examples to be made
   */
  List<Example> of(List<Event> events, double from, int count, Random random) {
    List<Atom> tokens = tokens(events);
    List<Example> examples = new ArrayList<>();
    int unknown = Math.max(0, farthest - 1); // tokens of moments whose outcome was still to come
    int first = Math.max(FEWEST + unknown, (int) (from * tokens.size()));
    int room = tokens.size() - first - QUESTIONS;
    for (int i = 0; i < count && room > 0; i++) {
      Example example = at(tokens, first + random.nextInt(room), unknown);
      if (!example.tags().isEmpty()) {
        examples.add(example);
      }
    }
    return examples;
  }

  private Example at(List<Atom> tokens, int now, int unknown) {
    int end = now - unknown;
    int most = layout == null ? PAST : LONG_PAST;
    List<Atom> told = tokens.subList(Math.max(0, end - most), end);
    List<float[]> tags = new ArrayList<>();
    List<float[]> inputs = new ArrayList<>();
    List<float[]> targets = new ArrayList<>();
    for (Atom token : tokens.subList(now, Math.min(tokens.size(), now + QUESTIONS))) {
      if (schema.lift() instanceof Lift.OneHot && !isTold(told, slot(token.content()))) {
        continue; // no weights can recall what was never said
      }
      tags.add(token.tag());
      inputs.add(NO_INPUTS);
      targets.add(
          schema.lift() instanceof Lift.OneHot
              ? new float[] {slot(token.content())}
              : token.content());
    }
    return new Example(Collections.nCopies(tags.size(), past(told)), tags, inputs, targets);
  }

  private Measure past(List<Atom> told) {
    if (layout != null) {
      MeasureSketch sketch = new MeasureSketch(layout);
      told.forEach(sketch::add);
      return sketch;
    }
    ExactMeasure exact = new ExactMeasure(schema.shape());
    told.forEach(exact::add);
    return exact;
  }

  private static boolean isTold(List<Atom> told, int slot) {
    return told.stream().anyMatch(token -> token.content()[slot] == 1);
  }

  /** Of a token's content. */
  static int slot(float[] content) {
    for (int s = 0; s < content.length; s++) {
      if (content[s] == 1) {
        return s;
      }
    }
    throw new IllegalStateException("a token of no category");
  }
}
