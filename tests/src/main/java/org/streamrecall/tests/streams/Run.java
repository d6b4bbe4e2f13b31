package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.EventTraining;
import org.streamrecall.training.Progress;
import org.streamrecall.training.TrainingOptions;

/**
 * What is asked of all sets alike.
 *
 * @param data folder of the streams
 * @param sketchBytes of one key's memory, all in
 * @param trained whether models are trained too
 * @param rule when an alarm opens
 * @param lines takes the results
 * @param complaints takes what else is to be said
 */
record Run(
    Path data,
    int sketchBytes,
    boolean trained,
    AlarmRule rule,
    Consumer<ObjectNode> lines,
    Consumer<String> complaints) {
  /** Keys of a set, below which nothing is trained. */
  private static final int FEWEST = 12;

  private static final int FOLDS = 2;

  /** So long that steps end first: a slow machine gives the same models. */
  private static final Duration CAP = Duration.ofHours(6);

  /** Null, and told why, if the memory cannot be had in these bytes or the set not be read so. */
  EventMemory untrained(Reading reading) {
    if (reading.schema() == null) {
      return null;
    }
    try {
      return memory(reading.schema().untrained());
    } catch (IllegalArgumentException e) {
      complaints.accept(reading.set().set() + ": ours is null, for " + e.getMessage());
      return null;
    }
  }

  private EventMemory memory(RecallModel model) {
    EventMemory memory = new EventMemory(model, sketchBytes, true, Decay.NONE);
    memory.ring(rule);
    return memory;
  }

  /**
   * For the keys of even and of odd places, models that were trained on the first halves of the
   * others; the untrained default where these are too few to train on.
   *
   * @param untrained of the same set, or null
   * @return two memories, or null where nothing is trained
   */
  List<EventMemory> trained(Reading reading, List<Series> keys, EventMemory untrained) {
    if (!trained || untrained == null || keys.size() < FEWEST) {
      return null;
    }
    List<EventMemory> models = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Event> events = new ArrayList<>();
      for (int k = 0; k < keys.size(); k++) {
        Series key = keys.get(k);
        if (k % FOLDS != fold) {
          events.addAll(reading.events(key, "k" + k, key.length() / 2));
        }
      }
      models.add(memory(train(reading, events)));
    }
    return models;
  }

  private RecallModel train(Reading reading, List<Event> events) {
    TrainingOptions options = TrainingOptions.forEvents();
    try {
      return new EventTraining(reading.schema(), events)
          .fitIfItPays(options.withSketchBytes(sketchBytes).withTimeLimit(CAP), Progress.NONE)
          .result()
          .model();
    } catch (IllegalArgumentException e) {
      complaints.accept(
          reading.set().set() + ": trained is the untrained default, for " + e.getMessage());
      return reading.schema().untrained();
    }
  }
}
