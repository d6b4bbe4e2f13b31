package org.streamrecall.tests.bench;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.Hash;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/**
 * Many keys, each of whose memories is full: as many numbers an event, or a tag, as let few records
 * fill it.
 */
final class KeysJob {
  private static final LongAdder ANSWERED = new LongAdder(); // by all jobs of this process

  /** Events that fill the memory of a key. */
  static final int EVENTS_FILL = 8;

  /** Tokens that do, about, and a question. */
  static final int TOKENS_FILL = 24;

  private static final int MOST_NUMBERS = 12;
  private static final int MOST_TAG = 64;

  private final int bytes;
  private final boolean tokens;
  private final KeyDraw draw;
  private final int first;
  private final int numbers;
  private final long before = ANSWERED.sum();

  /**
   * @param bytes of one key at most
   * @param first records of each key before any key is drawn, of tokens the last a question
   * @param zipf exponent of how keys are drawn when all are full; 0 for all alike
   * @throws IllegalArgumentException if there are no keys, or too few bytes for one
   */
  KeysJob(int keys, int bytes, boolean tokens, int first, double zipf) {
    this.first = first;
    this.bytes = bytes;
    this.tokens = tokens;
    draw = new KeyDraw(keys, first, zipf);
    numbers = mostThatFit(tokens ? MOST_TAG : MOST_NUMBERS);
  }

  /** Answers until all keys are full. */
  long firstAnswers() {
    return tokens ? draw.firsts() / first : draw.firsts();
  }

  /** Answers that have left the job. */
  long answered() {
    return ANSWERED.sum() - before;
  }

  /** As many numbers as leave room for a memory: the more, the fewer records fill it. */
  private int mostThatFit(int most) {
    for (int count = most; ; count--) {
      try {
        if (tokens) {
          SketchLayout.of(schemaOfTag(count).shape(), bytes);
        } else {
          new EventMemory(schema(count).untrained(), bytes, true, Decay.NONE);
        }
        return count;
      } catch (IllegalArgumentException e) {
        if (count == 1) {
          throw e;
        }
      }
    }
  }

  void build(StreamExecutionEnvironment environment) {
    if (tokens) {
      buildTokens(environment);
    } else {
      buildEvents(environment);
    }
  }

  // ---- events ----

  private void buildEvents(StreamExecutionEnvironment environment) {
    KeyDraw keys = draw;
    int count = numbers;
    GeneratorFunction<Long, EventInput<String>> told = i -> event(i, keys.key(i), count);
    Recall.events(
            EndlessSource.of(environment, told, RecallTypes.eventInput(Types.STRING)), Types.STRING)
        .model(schema(numbers).untrained())
        .sketchBytes(bytes)
        .uid("keys")
        .apply()
        .filter(answered -> counted())
        .sinkTo(new DiscardingSink<>());
  }

  private static EventSchema schema(int numbers) {
    String like =
        IntStream.range(0, numbers).mapToObj(k -> "x" + k).collect(Collectors.joining(","));
    return EventSchema.of("card", null, like, "amount", null);
  }

  private static EventInput<String> event(long i, String key, int numbers) {
    double[] read = new double[numbers + 1];
    for (int k = 0; k <= numbers; k++) {
      read[k] = uniform(i, k);
    }
    read[numbers] += 3 * read[0];
    Event event = new Event(key, Atom.NO_TIME, read, new String[0], null);
    return new EventInput.Happened<>("as it came", event, null);
  }

  // ---- tokens ----

  private void buildTokens(StreamExecutionEnvironment environment) {
    KeyDraw keys = draw;
    int dims = numbers;
    GeneratorFunction<Long, RecallInput> told =
        i -> input(i, keys.key(i), dims, keys.isLastFirst(i) || i >= keys.firsts() && i % 2 == 1);
    Recall.inputs(EndlessSource.of(environment, told, RecallTypes.INPUT))
        .model(RecallModel.untrained(schemaOfTag(dims)))
        .sketchBytes(bytes)
        .uid("keys")
        .apply()
        .filter(answer -> counted())
        .sinkTo(new DiscardingSink<>());
  }

  private static Schema schemaOfTag(int dims) {
    return Schema.of(FieldsJson.parse("{\"tag\":%d,\"content\":1}".formatted(dims)));
  }

  private static RecallInput input(long i, String key, int dims, boolean asks) {
    float[] tag = new float[dims];
    for (int k = 0; k < dims; k++) {
      tag[k] = (float) (uniform(i, k) - .5);
    }
    return asks
        ? new Ask("q", key, tag, new float[0], Atom.NO_TIME, null)
        : new Tell(key, new Atom(tag, new float[] {tag[0]}, 1, Atom.NO_TIME, null));
  }

  private static double uniform(long record, int number) {
    return (Hash.mix(record * MOST_TAG + number) >>> 40) * 0x1p-24;
  }

  private static boolean counted() {
    ANSWERED.increment();
    return false;
  }
}
