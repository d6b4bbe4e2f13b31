package org.streamrecall.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What Kafka lets a user see of topics.
 *
 * @param present those that exist, by name
 * @param hidden those of which he may not even know whether they exist
 */
public record TopicsSeen(SortedMap<String, TopicDescription> present, Set<String> hidden) {
  /**
   * Looks at topics.
   *
   * @throws IllegalStateException if Kafka does not answer within the admin client's patience
   */
  public static TopicsSeen of(Admin admin, Collection<String> names) {
    SortedMap<String, TopicDescription> present = new TreeMap<>();
    Set<String> hidden = new TreeSet<>();
    // Not a list of all topics, which leaves out without a word what may not be seen.
    admin
        .describeTopics(
            new TreeSet<>(names), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (name, described) -> {
              try {
                present.put(name, described.get());
              } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                  hidden.add(name);
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw new IllegalStateException(
                      "Kafka does not describe the topic "
                          + name
                          + ": "
                          + e.getCause().getMessage()
                          + "; see whether its brokers are well, and try again",
                      e.getCause());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for Kafka", e);
              }
            });
    return new TopicsSeen(present, hidden);
  }

  /**
   * What a user lacks for an operation on topics; of those that do not exist none is known.
   *
   * @param operation one that lets him see a topic, such as READ or WRITE
   */
  public List<KafkaRight> missing(AclOperation operation, Collection<String> names) {
    List<KafkaRight> missing = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      TopicDescription topic = present.get(name);
      // An old broker says of none what may be done.
      boolean refused =
          topic != null
              && topic.authorizedOperations() != null
              && !topic.authorizedOperations().contains(operation);
      if (refused || hidden.contains(name)) {
        missing.add(KafkaRight.topic(operation, name));
      }
    }
    return missing;
  }
}
