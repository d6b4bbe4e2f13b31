package org.streamrecall.deploy.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.client.Topics;
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
  private final AtomicLong deadQueries = new AtomicLong();
  private final LatencyMeter visible = new LatencyMeter();
  private final LatencyMeter committed = new LatencyMeter();
  private final LocalCluster cluster;
  private final LocalJob job;
  private final TakenIn takenIn;
  private final Sender sender;
  private final List<TopicReader> readers;
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

  LiveStreams(String bootstrap, RecallModel model, int sketchBytes, LiveLines lines) {
    cluster = LocalCluster.start(Runtime.getRuntime().availableProcessors());
    job = start(bootstrap, model, sketchBytes);
    takenIn = new TakenIn(bootstrap, NAME);
    sender = new Sender(bootstrap, topics);
    readers =
        List.of(
            new TopicReader(
                bootstrap,
                topics.predictions(),
                Isolation.READ_UNCOMMITTED,
                record -> visible.seen(PredictionJson.read(record.value()).id())),
            new TopicReader(
                bootstrap,
                topics.predictions(),
                Isolation.READ_COMMITTED,
                record -> committed(record, lines)),
            new TopicReader(
                bootstrap, topics.deadLetters(), Isolation.READ_COMMITTED, this::deadLetter));
  }

  private LocalJob start(String bootstrap, RecallModel model, int sketchBytes) {
    StreamExecutionEnvironment environment = cluster.environment();
    JobOptions options =
        JobOptions.of(KafkaSettings.of(bootstrap, topics, NAME))
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
    if (answers.accept(prediction, record)) {
      lines.accept(prediction);
    }
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    String kind = header(record, "recall.kind");
    boolean query =
        "query".equals(kind)
            || "record".equals(kind) && topics.queries().equals(header(record, "recall.topic"));
    if (query) {
      deadQueries.incrementAndGet();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
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
    await("not every query is answered", () -> answers.answered() + deadQueries.get() >= sent);
  }

  Streamed finish(double tokensPerSecond) {
    return new Streamed(
        answers, tokensPerSecond, visible.latency(), committed.latency(), sent, deadQueries.get());
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
    if (job.status().isGloballyTerminalState()) {
      try {
        job.awaitEnd();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the demo was interrupted", e);
  }

  @Override
  public void close() {
    sender.close();
    readers.forEach(TopicReader::close);
    takenIn.close();
    job.stop(STOPPING);
    cluster.close();
  }
}
