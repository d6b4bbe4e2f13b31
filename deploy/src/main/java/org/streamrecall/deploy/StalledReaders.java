package org.streamrecall.deploy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.OpenTransaction;

/**
 * Says which transactions of other jobs keep readers of a job's topics waiting, its own sources
 * among them: at its start, and while it runs; each once, and once more when it has ended.
 */
final class StalledReaders implements AutoCloseable {
  /** A transaction of a job like ours ends at its next checkpoint. */
  static final Duration LONG = Duration.ofSeconds(15);

  private final Broker broker;
  private final KafkaSettings settings;
  private final Set<String> topics;
  private final Duration longerThan;
  private final Consumer<String> say;
  private final Set<String> said = new HashSet<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "open transactions");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param broker that is asked
   * @param topics that the job reads or writes
   * @param longerThan a transaction has to be open to be said
   * @param say takes a line
   */
  StalledReaders(
      Broker broker,
      KafkaSettings settings,
      Set<String> topics,
      Duration longerThan,
      Consumer<String> say) {
    this.broker = broker;
    this.settings = settings;
    this.topics = topics;
    this.longerThan = longerThan;
    this.say = say;
  }

  /** Looks at once, then every so often. */
  void start(Duration every) {
    looking.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    try {
      String own = settings.delivery().transactionPrefix();
      List<OpenTransaction> open = broker.transactions().openTo(topics, own, longerThan);
      open.forEach(
          transaction -> {
            if (said.add(transaction.id())) {
              say.accept("warning: " + transaction);
            }
          });
      Set<String> ended = new HashSet<>(said);
      open.forEach(transaction -> ended.remove(transaction.id()));
      ended.forEach(id -> say.accept("The transaction \"" + id + "\" has ended."));
      said.removeAll(ended);
    } catch (IllegalStateException e) {
      return; // the job itself says that Kafka is away
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
