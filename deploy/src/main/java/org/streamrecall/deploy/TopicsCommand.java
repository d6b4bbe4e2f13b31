package org.streamrecall.deploy;

import java.util.Map;
import java.util.Set;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.Broker;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.Command;

/** Creates and checks what {@code run} needs, and runs nothing. */
@Command(
    name = "topics",
    description = {
      "Creates the topics that run would, with the same options, checks those that are there, and ends:",
      "for whoever may create topics where the job may not.",
      "Prints a line a topic: its name, its partitions, and whether it was created."
    })
final class TopicsCommand extends RunCommand {
  @Override
  int serve(RecallModel serving, JobOptions options) {
    if (eventTopics() != null) {
      RecallJob.kafka(options, eventTopics());
    }
    JobTopics topics = JobTopics.of(options, eventTopics());
    Topics own = options.kafka().topics();
    Set<String> names = topics.all();
    names.addAll(Set.of(own.models(), own.deadLetters()));
    try (Broker broker = Broker.connect(options.kafka().access())) {
      Set<String> before = broker.partitions(names).keySet();
      RecallJob.createTopics(broker, options, topics);
      RecallJob.sayUnchecked(broker);
      for (Map.Entry<String, Integer> topic : broker.partitions(names).entrySet()) {
        out(
            "%s\t%d\t%s"
                .formatted(
                    topic.getKey(),
                    topic.getValue(),
                    before.contains(topic.getKey()) ? "there" : "created"));
      }
    }
    return 0;
  }
}
