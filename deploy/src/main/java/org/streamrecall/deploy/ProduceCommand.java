package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the events of a file to a topic, in its order. */
@Command(
    name = "produce",
    description = {
      "Sends the events of a file, JSON or CSV, to a topic, in the file's order: a JSON object each.",
      "With --key a key's events go to one partition, and so stay in order; without, all go to the first."
    })
final class ProduceCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;

  @Mixin private AccessOptions access = new AccessOptions();

  @Mixin private EventFileOptions written = new EventFileOptions();

  @Parameters(paramLabel = "FILE", description = "Events; - is standard input.")
  private Path file;

  @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "Where they go.")
  private String topic;

  @Option(
      names = "--key",
      paramLabel = "FIELD",
      description = "The field whose text is the record's key, as run --key names it.")
  private String key;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Events a second (default: as fast as Kafka takes them).")
  private Integer rate;

  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private KafkaAccess kafka;
  private long begun;
  private long sent;
  private long refused;

  @Override
  public Integer call() {
    InputFile events = new InputFile("FILE", file, written.telling(this::say));
    kafka = access.access();
    kafka.connect("--bootstrap-servers").close(); // or the reason in a sentence
    begun = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.producer(Map.of("linger.ms", 20)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      EventLines.forEach(
          events,
          key,
          new EventLines.Consumer() {
            @Override
            public void line(String place, byte[] json) {
              send(producer, place, json);
            }

            @Override
            public void refused(String place, String reason) {
              refuse(place, reason);
            }
          });
      producer.flush();
    }
    requireTaken();
    say("%,d events are sent to %s".formatted(sent, topic));
    return refused == 0 ? 0 : 1;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String place, byte[] json) {
    byte[] whose = null;
    if (key != null) {
      Map<String, JsonNode> fields = FlatEvent.of(json);
      JsonNode value = fields == null ? null : fields.get(key);
      if (value == null) {
        refuse(place, "the event has no " + key + "; correct it, or name another --key");
        return;
      }
      whose = value.asText().getBytes(StandardCharsets.UTF_8);
    }
    requireTaken();
    awaitTurn();
    Integer first = key == null ? 0 : null;
    producer.send(
        new ProducerRecord<>(topic, first, whose, json),
        (at, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
    sent++;
  }

  private void awaitTurn() {
    if (rate != null) {
      long turn = begun + (long) (sent * NANOS / rate);
      for (long now = System.nanoTime(); now < turn; now = System.nanoTime()) {
        LockSupport.parkNanos(turn - now);
      }
    }
  }

  private void requireTaken() {
    Exception e = failure.get();
    if (e != null) {
      Exception why = KafkaRight.explained(e, kafka, topic);
      throw new CommandFailure(
          "Kafka does not take the events for " + topic + ": " + why.getMessage(), e);
    }
  }

  private void refuse(String place, String reason) {
    refused++;
    say(place + ": " + reason);
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
