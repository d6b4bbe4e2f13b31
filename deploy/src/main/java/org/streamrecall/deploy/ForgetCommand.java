package org.streamrecall.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AclOperation;
import org.streamrecall.client.Headers;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.TopicsSeen;
import org.streamrecall.events.schema.EventSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a running job forget a context, and says what of it remains elsewhere. */
@Command(
    name = "forget",
    description = {
      "Makes a running job empty the memory of one context, and says what remains of the context in"
          + " topics and checkpoints, and what to do about each. Deletes nothing there itself.",
      "Of a job that was started with run --events, say --events, --key and --out too; of one without"
          + " --key, whose events are one series, --events and --out alone."
    })
final class ForgetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunningJobOptions job = new RunningJobOptions();

  @Option(names = "--context", paramLabel = "KEY", description = "The key whose memory is emptied.")
  private String context;

  @Option(names = "--events", paramLabel = "TOPIC", description = "The job's events.")
  private String events;

  @Option(
      names = "--key",
      paramLabel = "FIELD",
      description = "With --events: the field that holds the key.")
  private String key;

  @Option(
      names = {"--also", "--out"},
      paramLabel = "TOPIC",
      split = ",",
      description =
          "Further topics to look into: of answered events, of alarms, of outcomes, of replies.")
  private List<String> also = List.of();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The job's state folder: older checkpoints and savepoints in it are named.")
  private Path state;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    boolean series = events != null && key == null && context == null;
    if (context == null && !series) {
      throw new ParameterException(
          spec.commandLine(),
          "--context is missing; say whose memory is emptied, or --events alone of a job whose events"
              + " are one series");
    }
    if ((events == null) != (key == null) && !series) {
      throw new ParameterException(
          spec.commandLine(),
          "--events and --key go together: the topic, and the field of its key");
    }
    if (series) {
      context = EventSchema.ONE_SERIES;
    }
    Topics topics = job.topics();
    KafkaAccess access = job.access();
    RecordMetadata sent = send(access, topics);
    Instant time = Instant.ofEpochMilli(sent.timestamp());
    List<RemainingRecords> records = new ArrayList<>();
    List<String> notes = notes();
    try (TopicSurvey survey = new TopicSurvey(access)) {
      WhoseRecord whose =
          new WhoseRecord(context, key == null ? List.of("context") : List.of("context", key));
      for (String topic : readable(survey, all(topics), access, notes)) {
        spec.commandLine().getErr().println("reading " + topic + " to its end");
        records.add(
            survey.remaining(
                topic,
                record ->
                    (whose.isOf(record) || series && isOfEvents(record))
                        && !isForget(record, sent)));
      }
    }
    ForgetReport report =
        new ForgetReport(
            context,
            new ForgetReport.Sent(sent.topic(), sent.partition(), sent.offset(), time),
            records,
            state == null ? List.of() : StateFolder.before(state, time),
            notes);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /** Those that exist and may be read; of the others, and of settings, is noted what is missing. */
  private static List<String> readable(
      TopicSurvey survey, List<String> topics, KafkaAccess access, List<String> notes) {
    TopicsSeen seen = survey.seen(topics);
    List<KafkaRight> unread = seen.missing(AclOperation.READ, topics);
    if (!unread.isEmpty()) {
      notes.add("topics were not looked into: " + KafkaRight.refusal(access, unread));
    }
    List<String> readable =
        topics.stream()
            .distinct()
            .filter(seen.present()::containsKey)
            .filter(topic -> unread.stream().noneMatch(right -> right.name().equals(topic)))
            .toList();
    List<KafkaRight> closed = seen.missing(AclOperation.DESCRIBE_CONFIGS, readable);
    if (!closed.isEmpty()) {
      notes.add(
          "it is not known how long topics keep their records: "
              + KafkaRight.refusal(access, closed));
    }
    return readable;
  }

  private RecordMetadata send(KafkaAccess access, Topics topics) throws InterruptedException {
    String to = events == null ? topics.tokens() : topics.queries();
    try (RecallClient client = RecallClient.connect(access, topics);
        TopicSurvey survey = new TopicSurvey(access)) {
      TopicsSeen seen = survey.seen(List.of(to));
      List<KafkaRight> missing = seen.missing(AclOperation.WRITE, List.of(to));
      if (!missing.isEmpty()) {
        throw new CommandFailure(KafkaRight.refusal(access, missing));
      }
      if (seen.present().isEmpty()) { // Kafka would make one that nobody reads
        throw new CommandFailure(
            "the topic "
                + to
                + " does not exist; correct --topics, or for a job of run --events say --events and"
                + " --key");
      }
      return (events == null ? client.forget(context) : client.forgetKey(context)).get();
    } catch (ExecutionException e) {
      throw new CommandFailure(
          "the forget could not be sent to " + to + ": " + e.getCause().getMessage(), e);
    }
  }

  private List<String> all(Topics topics) {
    List<String> all = new ArrayList<>();
    if (events != null) {
      all.add(events);
    }
    all.addAll(
        List.of(
            topics.tokens(),
            topics.queries(),
            topics.predictions(),
            topics.shadow(),
            topics.deadLetters()));
    all.addAll(also);
    return all;
  }

  /** Of a job whose events are one series, every event is of it, whatever its key in Kafka. */
  private boolean isOfEvents(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(events)
        || also.contains(record.topic())
        || events.equals(Headers.text(record, Headers.TOPIC)); // of a dead letter
  }

  private static boolean isForget(ConsumerRecord<byte[], byte[]> record, RecordMetadata sent) {
    return record.topic().equals(sent.topic())
        && record.partition() == sent.partition()
        && record.offset() == sent.offset();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (state == null) {
      notes.add("checkpoints were not looked for; name the job's folder with --state");
    }
    if (events != null) {
      notes.add(
          "a job that is started without its state learns again what " + events + " still holds");
    }
    return notes;
  }
}
