package org.streamrecall.tests.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.streamrecall.tests.cluster.BrokerProcess;

/**
 * One load through one job, on a broker and a cluster of its own.
 *
 * @param served tokens or events
 * @param folder of broker and checkpoints
 * @param perSecond records sent; 0 for as fast as it goes
 * @param plan of faults on the way
 * @param sabotage or null
 * @param say told what happens
 */
record FaultRun(
    Served served,
    Path folder,
    Load load,
    double perSecond,
    FaultPlan plan,
    Sabotage sabotage,
    Consumer<String> say) {
  /** How long nothing new may be committed before the rest counts as missing. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Set<TransactionState> OPEN =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT);

  /** What was committed. */
  record Outcome(Committed answers, Committed letters, Committed alarms) {
    Comparison against(Outcome reference) {
      return Comparison.of(reference.answers, answers)
          .plus(Comparison.of(reference.letters, letters))
          .plus(Comparison.of(reference.alarms, alarms));
    }
  }

  Outcome run() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      try (ServingJob job = new ServingJob(served, servers, folder.resolve("state"), sabotage);
          CommittedReader answers =
              new CommittedReader(servers, served.answers(), Letter::id, ConsumerRecord::value);
          CommittedReader letters =
              new CommittedReader(
                  servers,
                  List.of(LoadDraw.TOPICS.deadLetters()),
                  Letter::identity,
                  Letter::content);
          CommittedReader alarms =
              new CommittedReader(servers, served.alarms(), Letter::alarm, ConsumerRecord::value);
          LoadSender sender =
              new LoadSender(
                  servers, load, perSecond, model -> letters.has(Letter.ofModel(model)))) {
        for (FaultPlan.Planned planned : plan.faults()) {
          sender.awaitSent(load.place(planned.share()));
          strike(planned, job, broker);
        }
        sender.awaitEnd();
        requireSent(servers);
        say.accept("all is sent");
        await(answers, letters, servers);
        job.awaitCheckpoints(3); // whatever comes twice has come by then
        Thread.sleep(1000);
        return new Outcome(answers.seen(), letters.seen(), alarms.seen());
      }
    }
  }

  /** What the brokers hold is what was sent: else nothing that follows says anything of the job. */
  private void requireSent(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<String> topics =
          List.of(served.told(), LoadDraw.TOPICS.queries(), LoadDraw.TOPICS.models());
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              ends.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      long there =
          admin.listOffsets(ends).all().get().values().stream().mapToLong(o -> o.offset()).sum();
      if (there != load.records().size()) {
        throw new IllegalStateException(
            load.records().size()
                + " records were sent, but the broker holds "
                + there
                + ": the load itself was lost or doubled, and there is nothing to compare");
      }
    }
  }

  private void strike(FaultPlan.Planned planned, ServingJob job, BrokerProcess broker)
      throws InterruptedException {
    Random random = new Random(planned.draw());
    long start = System.nanoTime();
    switch (planned.fault()) {
      case TASK -> job.failTask();
      case TASK_MANAGER -> job.loseTaskManager(random);
      case CANCEL_RESTORE -> job.cancelAndRestore(random);
      case BROKER -> {
        broker.kill();
        Thread.sleep(random.nextInt(2000));
        broker.restart();
      }
    }
    say.accept(
        "at %2.0f %% of the load: %s, %.1f s"
            .formatted(
                100 * planned.share(), planned.fault().word(), (System.nanoTime() - start) / 1e9));
  }

  private void await(CommittedReader answers, CommittedReader letters, String servers)
      throws Exception {
    int before = -1;
    long deadline = 0;
    while (answers.count() < load.queries() || letters.count() < load.letters()) {
      int now = answers.count() + letters.count();
      if (now > before) {
        before = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        say.accept(
            "nothing new for %d s, with %,d of %,d queries answered and %,d of %,d dead letters"
                .formatted(
                    PATIENCE.toSeconds(),
                    answers.count(),
                    load.queries(),
                    letters.count(),
                    load.letters()));
        sayOpen(servers);
        return;
      }
      Thread.sleep(50);
    }
  }

  /** What is committed after them is not read. */
  private void sayOpen(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      ListTransactionsOptions open = new ListTransactionsOptions().filterStates(OPEN);
      List<String> ids =
          admin.listTransactions(open).all().get().stream()
              .map(TransactionListing::transactionalId)
              .toList();
      admin
          .describeTransactions(ids)
          .all()
          .get()
          .forEach((id, of) -> say.accept("open: " + id + " " + of));
    }
  }
}
