package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaRightTest {
  private static final String ADD =
      "kafka-acls --bootstrap-server k:1 --command-config ADMIN.properties --add";

  private static KafkaAccess access(String login) {
    return new KafkaAccess("k:1", Map.of("sasl.jaas.config", "a.b.LoginModule required " + login));
  }

  @Test
  void shouldNameUserRightAndTheLineThatGrantsIt() {
    assertThat(
            KafkaRight.refusal(
                access("username=\"al\" password=\"p\";"),
                List.of(KafkaRight.topic(AclOperation.DESCRIBE_CONFIGS, "in"))))
        .isEqualTo(
            "Kafka at k:1 refuses User:al DescribeConfigs on the topic in; its operator grants it"
                + " with: "
                + ADD
                + " --allow-principal User:al --operation DescribeConfigs --topic in");
  }

  @Test
  void shouldPutThoseOfAKindIntoALine() {
    assertThat(
            KafkaRight.refusal(
                access("password=p username='o h';"),
                List.of(
                    KafkaRight.topic(AclOperation.READ, "a"),
                    KafkaRight.group("it's"),
                    KafkaRight.topic(AclOperation.READ, "b"),
                    KafkaRight.transactions("job-"))))
        .isEqualTo(
            "Kafka at k:1 refuses User:o h Read on the topics a, b and Read on the group it's and"
                + " Write on the transactional ids job-*; its operator grants it with: "
                + ADD
                + " --allow-principal 'User:o h' --operation Read --topic a --topic b && "
                + ADD
                + " --allow-principal 'User:o h' --operation Read --group 'it'\\''s' && "
                + ADD
                + " --allow-principal 'User:o h' --operation Write --transactional-id job-"
                + " --resource-pattern-type prefixed");
  }

  /** Of a certificate, a token, or a login that stands elsewhere. */
  @Test
  void shouldSayThatItDoesNotKnowTheUser() {
    List<KafkaRight> right = List.of(KafkaRight.group("g"));
    for (KafkaAccess access :
        List.of(KafkaAccess.of("k:1"), access("username=\"${file:/x:user}\" password=\"p\";"))) {
      assertThat(KafkaRight.refusal(access, right))
          .contains("refuses this user Read", " --allow-principal User:NAME ");
    }
  }

  @Test
  void shouldExplainRefusalsAlone() {
    KafkaAccess access = KafkaAccess.of("k:1");
    assertThat(KafkaRight.explained(new ClusterAuthorizationException("no"), access, "t"))
        .hasMessageStartingWith("Kafka at k:1 refuses this user Write on the topic t;");
    TimeoutException late = new TimeoutException("late");
    assertThat(KafkaRight.explained(late, access, "t")).isSameAs(late);
  }
}
