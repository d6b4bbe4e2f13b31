package org.streamrecall.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.deploy.demo.KeptFiles.Told;
import org.streamrecall.deploy.demo.LanguageContext.Question;
import org.streamrecall.deploy.demo.TopicReader.Isolation;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/** The demo's job, and everything sent to it and seen of it through Kafka. */
final class LiveStreams implements AutoCloseable {
  static final long CHECKPOINT_MILLIS = 250;
  private static final String NAME = "languages-demo";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration STOPPING = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 20;

  private final Topics topics = Topics.defaults();
  private final Answers answers = new Answers();
  private final DeadQueries deadQueries = new DeadQueries(topics.queries());
  private final LatencyMeter visible = new LatencyMeter();
  private final LatencyMeter committed = new LatencyMeter();
  private final Opened opened = new Opened();
  private final LocalCluster cluster;
  private final LocalJob job;
  private final TakenIn takenIn;
  private final Sender sender;
  private final List<TopicReader> readers = new ArrayList<>();
  private final TopicReader committedAnswers;
  private final TopicReader committedDeadLetters;
  private long sent;

  /**
   * @param sent queries of all phases
   */
  record Streamed(
      Answers answers,
      double tokensPerSecond,
      Latency visible,
      Latency committed,
      long sent,
      long deadLettered) {}

  LiveStreams(KafkaAccess access, RecallModel model, int sketchBytes, LiveLines lines) {
    try {
      cluster = LocalCluster.start(Runtime.getRuntime().availableProcessors());
      opened.onClose(cluster::close);
      job = start(access, model, sketchBytes);
      opened.onClose(this::stopIfItRuns);
      takenIn = new TakenIn(access, NAME);
      opened.onClose(takenIn::close);
      sender = new Sender(access, topics);
      opened.onClose(sender::close);
      read(
          access,
          topics.predictions(),
          Isolation.READ_UNCOMMITTED,
          record -> visible.seen(PredictionJson.read(record.value()).id()));
      committedAnswers =
          read(
              access,
              topics.predictions(),
              Isolation.READ_COMMITTED,
              record -> committed(record, lines));
      committedDeadLetters =
          read(access, topics.deadLetters(), Isolation.READ_COMMITTED, deadQueries::accept);
    } catch (RuntimeException | Error e) {
      try {
        opened.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private TopicReader read(
      KafkaAccess access,
      String topic,
      Isolation isolation,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    TopicReader reader = new TopicReader(access, topic, isolation, sink);
    opened.onClose(reader::close);
    readers.add(reader);
    return reader;
  }

  private LocalJob start(KafkaAccess access, RecallModel model, int sketchBytes) {
    StreamExecutionEnvironment environment = cluster.environment();
    JobOptions options =
        JobOptions.of(KafkaSettings.of(access, topics, NAME))
            .withSketchBytes(sketchBytes)
            .withCheckpointInterval(Duration.ofMillis(CHECKPOINT_MILLIS));
    RecallJob.build(environment, model, options);
    LocalJob submitted = cluster.submit(environment, NAME);
    try {
      submitted.awaitRunning(PATIENCE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return submitted;
  }

  private void committed(ConsumerRecord<byte[], byte[]> record, LiveLines lines) {
    Prediction prediction = PredictionJson.read(record.value());
    committed.seen(prediction.id());
    if (answers.accept(prediction.id(), record.value())) {
      lines.accept(prediction);
    }
  }

  /** Sends all tokens, waits until the job has taken them in, and returns tokens per second. */
  double tell(List<LanguageContext> contexts) {
    List<Told> tokens = KeptFiles.inOrder(contexts);
    long start = System.nanoTime();
    for (Told told : tokens) {
      sender.tell(told.context(), LanguageJson.token(told.context(), told.name()));
    }
    sender.flush();
    await("the tokens are not taken in", () -> takenIn.all(topics.tokens()));
    return tokens.size() / ((System.nanoTime() - start) / 1e9);
  }

  /** Sends all questions and waits for their answers. */
  void ask(List<LanguageContext> contexts) {
    for (LanguageContext context : contexts) {
      for (Question question : context.questions()) {
        sender.ask(context.id(), LanguageJson.query(context.id(), question));
        sent++;
      }
    }
    sender.flush();
    awaitAnswers();
  }

  /** Sends tokens and queries of further contexts together, and waits for the answers. */
  void load(List<Language> pool, Random random, int seconds) {
    sent += new LoadPhase(pool, random, sender, visible, committed).run(seconds);
    awaitAnswers();
  }

  private void awaitAnswers() {
    await("not every query is answered", () -> answers.answered() + deadQueries.count() >= sent);
  }

  /**
   * Stops the job and reads all it has written, so that an answer given twice, or late, is counted
   * too.
   */
  Streamed finish(double tokensPerSecond) {
    if (!job.stop(PATIENCE)) {
      throw new IllegalStateException(
          "the job could not be stopped with a savepoint within "
              + PATIENCE.toSeconds()
              + " s, so its answers cannot be counted; run again with --verbose");
    }
    awaitEnd(committedAnswers, topics.predictions());
    awaitEnd(committedDeadLetters, topics.deadLetters());
    return new Streamed(
        answers,
        tokensPerSecond,
        visible.latency(),
        committed.latency(),
        sent,
        deadQueries.count());
  }

  /** The end counts open transactions: Kafka may still be marking the last ones as committed. */
  private void awaitEnd(TopicReader reader, String topic) {
    Map<TopicPartition, Long> ends = takenIn.ends(topic);
    await("topic " + topic + " is not read to its end", () -> reader.hasRead(ends));
  }

  private void await(String otherwise, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      readers.forEach(TopicReader::check);
      checkJob();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            otherwise + " after " + PATIENCE.toSeconds() + " s; run again with --verbose");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** Throws what ended the job, if anything did. */
  private void checkJob() {
    try {
      job.requireSound();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the demo was interrupted", e);
  }

  private void stopIfItRuns() {
    if (!job.status().isGloballyTerminalState()) {
      job.stop(STOPPING);
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
