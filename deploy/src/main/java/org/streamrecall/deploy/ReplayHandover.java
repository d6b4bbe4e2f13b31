package org.streamrecall.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.model.Prediction;

/**
 * What goes into and comes out of a job that runs in this JVM, by reference: functions travel as
 * bytes and carry the handover's name only, so that large files are not copied into the job.
 */
final class ReplayHandover implements AutoCloseable {
  private static final Map<String, ReplayHandover> OPEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final List<RecallInput> inputs;
  private final AtomicReferenceArray<Prediction> predictions;
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();

  private ReplayHandover(List<RecallInput> inputs, int queries) {
    this.inputs = inputs;
    this.predictions = new AtomicReferenceArray<>(queries);
  }

  static ReplayHandover open(List<RecallInput> inputs, int queries) {
    ReplayHandover handover = new ReplayHandover(inputs, queries);
    OPEN.put(handover.name, handover);
    return handover;
  }

  String name() {
    return name;
  }

  /** The answer to a query by its number, or null if it was refused. */
  Prediction prediction(int query) {
    return predictions.get(query);
  }

  Collection<Refused> refused() {
    return refused;
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }

  /** The inputs by index. */
  record Inputs(String handover) implements GeneratorFunction<Long, RecallInput> {
    @Override
    public RecallInput map(Long index) {
      return OPEN.get(handover).inputs.get(index.intValue());
    }
  }

  /** Keeps each prediction under its query's number. */
  record Predictions(String handover) implements Sink<Prediction> {
    @Override
    public SinkWriter<Prediction> createWriter(WriterInitContext context) {
      AtomicReferenceArray<Prediction> kept = OPEN.get(handover).predictions;
      return new Writer<>(p -> kept.set(Integer.parseInt(p.id()), p));
    }
  }

  /** Keeps what was refused. */
  record Refusals(String handover) implements Sink<Refused> {
    @Override
    public SinkWriter<Refused> createWriter(WriterInitContext context) {
      return new Writer<>(OPEN.get(handover).refused::add);
    }
  }

  private record Writer<T>(Consumer<T> kept) implements SinkWriter<T> {
    @Override
    public void write(T element, Context context) {
      kept.accept(element);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
