package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/**
 * Three lives of one job on a cluster of processes. A TaskManager is killed in the first; each of
 * the others goes on from the savepoint of the one before, at another parallelism. What readers of
 * committed records saw of it all is held against what {@code replay} says of the same records.
 */
final class ClusterRun {
  private static final int[] PARALLELISMS = {4, 2, 3};

  /** A job's own settings: a savepoint as RocksDB holds it can be read by nothing else. */
  private static final Map<String, String> ON_ROCKSDB =
      Map.of("state.backend.type", "rocksdb", "execution.checkpointing.incremental", "true");

  private static final String SKETCH_BYTES = "2048";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern SUBMITTED = Pattern.compile("submitted with JobID ([0-9a-f]{32})");

  private final BuiltFiles built;
  private final Path folder;
  private final Story story;
  private final Consumer<String> steps;
  private final Path model;
  private final long start = System.nanoTime();

  /**
   * @param folder of everything that is written, the caller's
   * @param steps is told of what happens
   */
  ClusterRun(BuiltFiles built, Path folder, long seed, Consumer<String> steps) throws IOException {
    this.built = built;
    this.folder = folder;
    this.story = new Story(seed);
    this.steps = steps;
    this.model = folder.resolve("model.safetensors");
    Schema schema = Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}"));
    Files.write(model, RecallModel.untrained(schema).toBytes());
  }

  ClusterReport run() throws Exception {
    ClusterReport report;
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"));
        FlinkProcesses flink =
            FlinkProcesses.start(folder.resolve("flink"), built.distribution())) {
      ChildProcess doomed = flink.addTaskManager();
      flink.addTaskManager();
      flink.rest().awaitTaskManagers(2, PATIENCE);
      flink.requireLoopback();
      step("a broker, a JobManager and two TaskManagers are up, each a process of its own");
      report = live(broker, flink, doomed);
    }
    return report;
  }

  private ClusterReport live(BrokerProcess broker, FlinkProcesses flink, ChildProcess doomed)
      throws Exception {
    FlinkRest rest = flink.rest();
    List<String> args = arguments(broker);
    String jar = rest.upload(built.jobJar());
    step("refused, as it should be: " + refusal(rest, jar, args));
    String job = rest.run(jar, PARALLELISMS[0], null, ON_ROCKSDB, args);
    rest.awaitRunning(job, PATIENCE);
    step("submitted over REST, parallelism " + PARALLELISMS[0]);
    try (KafkaProducer<String, String> producer = producer(broker);
        CommittedAnswers answers =
            new CommittedAnswers(broker.bootstrapServers(), Story.TOPICS.predictions());
        CommittedAnswers letters =
            new CommittedAnswers(broker.bootstrapServers(), Story.TOPICS.deadLetters())) {
      send(producer, story.part(0));
      await(answers, 1);

      List<Story.Line> part = story.part(1);
      send(producer, part.subList(0, part.size() / 2));
      doomed.close();
      long killed = System.nanoTime();
      step("killed a TaskManager (SIGKILL) while it worked, and started another");
      flink.addTaskManager();
      send(producer, part.subList(part.size() / 2, part.size()));
      await(answers, 2);
      double recovery = seconds(killed);
      flink.requireAlive(doomed);

      String savepoint = rest.stop(job, flink.savepoints(), PATIENCE);
      step("stopped with a savepoint");
      job = rest.run(jar, PARALLELISMS[1], savepoint, ON_ROCKSDB, args);
      rest.awaitRunning(job, PATIENCE);
      step("submitted again over REST from the savepoint, parallelism " + PARALLELISMS[1]);
      send(producer, story.part(2));
      await(answers, 3);

      savepoint = rest.stop(job, flink.savepoints(), PATIENCE);
      step("stopped with a savepoint");
      job = flinkRun(flink, savepoint, args);
      rest.awaitRunning(job, PATIENCE);
      step("submitted by flink run from the savepoint, parallelism " + PARALLELISMS[2]);
      send(producer, story.part(3));
      send(producer, story.epilogue());
      answers.await(story.queries(), PATIENCE);
      rest.stop(job, flink.savepoints(), PATIENCE);
      answers.await(Integer.MAX_VALUE, Duration.ofSeconds(1));
      letters.await(Integer.MAX_VALUE, Duration.ofSeconds(1));
      step("committed answers to " + answers.size() + " of " + story.queries() + " queries");
      Verdict verdict = Verdict.of(replayed(), answers.byId());
      step("replay gives the same bytes: " + verdict.isClean());
      return new ClusterReport(
          story.tokens(),
          verdict,
          letters.size(),
          PARALLELISMS,
          Files.size(built.jobJar()),
          recovery,
          seconds(start));
    }
  }

  private List<String> arguments(BrokerProcess broker) {
    return List.of(
        "--bootstrap-servers",
        broker.bootstrapServers(),
        "--model",
        model.toString(),
        "--sketch-bytes",
        SKETCH_BYTES,
        "--order",
        "time",
        "--idle",
        "10m"); // no partition is passed over because a process was dead for a while
  }

  /** What a submission says to its user that asks for what only a local run has. */
  private static String refusal(FlinkRest rest, String jar, List<String> args) throws Exception {
    List<String> local = new ArrayList<>(args);
    local.addAll(List.of("--state", "here"));
    try {
      rest.run(jar, 1, null, ON_ROCKSDB, local);
    } catch (FlinkRefusal e) {
      Matcher sentence = Pattern.compile("streamrecall: [^\\\\]*").matcher(e.getMessage());
      if (sentence.find()) {
        return sentence.group();
      }
      throw e;
    }
    throw new IllegalStateException("the job took --state, which a cluster has no use for");
  }

  private String flinkRun(FlinkProcesses flink, String savepoint, List<String> args)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", "-t", "remote", "-s", savepoint));
    ON_ROCKSDB.forEach((setting, value) -> command.addAll(List.of("-D", setting + "=" + value)));
    command.addAll(List.of("-p", Integer.toString(PARALLELISMS[2]), built.jobJar().toString()));
    command.addAll(args);
    ChildProcess cli = flink.cli(command);
    if (!cli.awaitEnd(PATIENCE.toSeconds()) || cli.status() != 0) {
      throw new IllegalStateException("flink run failed:\n" + cli.lastLines());
    }
    Matcher submitted = SUBMITTED.matcher(cli.output());
    if (!submitted.find()) {
      throw new IllegalStateException("flink run named no job:\n" + cli.lastLines());
    }
    flink.release(cli);
    return submitted.group(1);
  }

  private static KafkaProducer<String, String> producer(BrokerProcess broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "5"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, List<Story.Line> lines)
      throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (Story.Line line : lines) {
      sent.add(producer.send(new ProducerRecord<>(line.topic(), line.context(), line.json())));
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  private void await(CommittedAnswers answers, int parts) {
    int settled = story.queriesSettledAfter(parts);
    answers.await(settled, PATIENCE);
    if (answers.size() < settled) {
      throw new IllegalStateException(
          "after %d s only %d of %d queries were answered"
              .formatted(PATIENCE.toSeconds(), answers.size(), settled));
    }
    step("committed answers to " + answers.size() + " queries");
  }

  /** What the command line says of the same records in files. */
  private List<String> replayed() throws IOException {
    Path tokens = folder.resolve("tokens.jsonl");
    Path queries = folder.resolve("queries.jsonl");
    Path out = folder.resolve("replayed.jsonl");
    story.write(tokens, queries);
    String[] replay = {
      "replay",
      "--model",
      model.toString(),
      "--tokens",
      tokens.toString(),
      "--queries",
      queries.toString(),
      "--sketch-bytes",
      SKETCH_BYTES,
      "--out",
      out.toString()
    };
    if (StreamRecall.execute(replay) != 0) {
      throw new IllegalStateException("replay failed; see above");
    }
    return Files.readAllLines(out);
  }

  private void step(String what) {
    steps.accept("%5.1f s  %s".formatted(seconds(start), what));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
