package org.streamrecall.tests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.tests.SmallDisk;
import org.streamrecall.tests.cluster.BrokerProcess;
import org.streamrecall.tests.cluster.ChildProcess;

/**
 * One load through the command {@code run}, to which all that is hostile happens so many times.
 *
 * @param each how often each happens
 * @param folder of broker, state and logs
 * @param seconds that the load is spread over, the pauses beside
 * @param sabotage what the run is weakened by, or null; then only what shows it happens
 */
record HostileRun(
    Served served,
    Path folder,
    Load load,
    int each,
    double seconds,
    long seed,
    Sabotage sabotage,
    Consumer<String> say) {
  private static final List<String> LETTERS = List.of(LoadDraw.TOPICS.deadLetters());
  private static final int DISK_KILOBYTES = 65_536;

  /** The shortest that a run takes with checkpoints of half a second. */
  private static final long TRANSACTION_MILLIS = 121_500;

  private static final Duration AHEAD = Duration.ofMinutes(50);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /**
   * What was seen.
   *
   * @param named as lost by the run itself
   * @param done how often what was done
   * @param skipped what cannot be done here
   */
  record Seen(
      Committed answers,
      Committed letters,
      Committed alarms,
      long named,
      Map<Hostility, Integer> done,
      Set<Hostility> skipped) {}

  Seen run() throws Exception {
    Map<Hostility, Integer> done = new EnumMap<>(Hostility.class);
    Set<Hostility> skipped = EnumSet.noneOf(Hostility.class);
    Files.createDirectories(folder);
    Path model = folder.resolve("model.safetensors");
    Files.write(model, served.model().toBytes());
    Path empty = Files.createDirectories(folder.resolve("state"));
    try (SmallDisk disk = SmallDisk.mount(empty, DISK_KILOBYTES).orElse(null);
        BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
        Meddling meddling = new Meddling(broker.bootstrapServers(), served)) {
      String servers = broker.bootstrapServers();
      if (sabotage == Sabotage.SENDERS_CLOCKS) {
        meddling.createTold();
      }
      List<String> options = options(servers, model);
      List<String> own = new ArrayList<>(options);
      own.addAll(
          List.of("--state", (disk == null ? empty : disk.path()).resolve("run").toString()));
      try (RunProcess run = new RunProcess(folder.resolve("logs"), own, say);
          CommittedReader answers =
              new CommittedReader(servers, served.answers(), Letter::id, ConsumerRecord::value);
          CommittedReader letters =
              new CommittedReader(servers, LETTERS, HostileRun::place, Letter::content);
          CommittedReader alarms =
              new CommittedReader(servers, served.alarms(), Letter::alarm, ConsumerRecord::value);
          CommittedReader gates =
              new CommittedReader(servers, LETTERS, Letter::identity, Letter::content);
          LoadSender sender =
              new LoadSender(
                  servers,
                  load,
                  load.records().size() / seconds,
                  name -> gates.has(Letter.ofModel(name)))) {
        Random random = new Random(seed);
        List<Hostility> plan = plan(random);
        for (int i = 0; i < plan.size(); i++) {
          sender.awaitSent(load.place((i + 1.0) / (plan.size() + 1)));
          Hostility next = plan.get(i);
          if (next == Hostility.DISK_FULL && disk == null) {
            skipped.add(next);
            continue;
          }
          run.requireServing();
          long start = System.nanoTime();
          strike(next, random, run, broker, meddling, disk, options);
          done.merge(next, 1, Integer::sum);
          say.accept("%s, %.1f s".formatted(next.word(), (System.nanoTime() - start) / 1e9));
        }
        sender.awaitEnd();
        say.accept("all is sent");
        run.requireServing();
        await(run, answers, letters);
        return new Seen(answers.seen(), letters.seen(), alarms.seen(), run.named(), done, skipped);
      }
    }
  }

  private List<Hostility> plan(Random random) {
    List<Hostility> plan = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      plan.addAll(sabotage == null ? List.of(Hostility.values()) : List.of(sabotage.hostility()));
    }
    Collections.shuffle(plan, random);
    return plan;
  }

  private List<String> options(String servers, Path model) {
    List<String> options = new ArrayList<>(List.of("run", "--bootstrap-servers", servers));
    options.addAll(List.of("--model", model.toString(), "--topics", "faults", "--name", "faults"));
    options.addAll(served.options());
    options.addAll(List.of("--sketch-bytes", "4096", "--order", "TIME", "--idle", "2m"));
    options.addAll(List.of("--lateness", LoadDraw.LATENESS.toString()));
    options.addAll(List.of("--transaction-timeout", Long.toString(TRANSACTION_MILLIS)));
    options.addAll(List.of("--partitions", Integer.toString(LoadDraw.PARTITIONS)));
    options.addAll(List.of("--parallelism", "2"));
    if (sabotage == Sabotage.SILENT_LOSS) {
      options.addAll(List.of("--on-loss", "count"));
    } else if (sabotage == Sabotage.DELETED_INPUT) {
      options.addAll(List.of("--on-gap", "count"));
    }
    return options;
  }

  /** Of a letter: what was bad may have been read from another place than without faults. */
  private static String place(ConsumerRecord<byte[], byte[]> letter) {
    return letter.partition() + "@" + letter.offset();
  }

  private void strike(
      Hostility what,
      Random random,
      RunProcess run,
      BrokerProcess broker,
      Meddling meddling,
      SmallDisk disk,
      List<String> options)
      throws Exception {
    switch (what) {
      case PAUSE -> {
        Duration time = Duration.ofMillis(TRANSACTION_MILLIS + 4000);
        run.pause(time, meddling::isCommitting, random);
      }
      case SUSPENDED_BROKER -> {
        broker.suspend();
        Thread.sleep(5000 + random.nextInt(25_000));
        broker.resume();
      }
      case DISK_FULL -> {
        disk.fill();
        Thread.sleep(20_000);
        disk.empty();
      }
      case ADDED_PARTITION -> meddling.addPartition();
      case SECOND_JOB -> second(options);
      case FAST_CLOCK -> meddling.sendAhead(AHEAD);
      case KILL ->
          run.kill(
              () -> {
                if (sabotage == Sabotage.DELETED_INPUT) {
                  Thread.sleep(3000); // some is sent meanwhile
                  meddling.deleteAll();
                }
              });
      case BROKER_KILL -> {
        broker.kill();
        Thread.sleep(random.nextInt(2000));
        broker.restart();
      }
    }
  }

  /** It has a state of its own, or the first one's folder would be enough to refuse it. */
  private void second(List<String> options) throws IOException, InterruptedException {
    Path other = Files.createTempDirectory(folder, "second-");
    List<String> own = new ArrayList<>(options);
    own.addAll(List.of("--state", other.resolve("state").toString()));
    if (sabotage == Sabotage.OTHER_NAME) {
      own.set(own.indexOf("--name") + 1, "other");
    }
    try (ChildProcess second = RunProcess.process(other.resolve("run.log"), own)) {
      if (second.awaitEnd(60)) {
        say.accept("the second run ended: " + second.lastLines().strip());
      }
    }
  }

  private void await(RunProcess run, CommittedReader answers, CommittedReader letters)
      throws InterruptedException {
    int before = -1;
    long deadline = 0;
    int expected = load.queries() + load.letters();
    while (answers.count() + letters.count() + run.named() < expected) {
      int now = answers.count() + letters.count();
      if (now > before) {
        before = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        say.accept("nothing new for " + PATIENCE.toSeconds() + " s");
        return;
      }
      Thread.sleep(100);
    }
    Thread.sleep(5000); // whatever comes twice has come by then
  }
}
