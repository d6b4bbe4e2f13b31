package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ask says where nobody can answer; that it asks is shown by the pipeline tests. */
class AskCommandTest {
  /** Within the ten seconds that it waits for one, and some. */
  @ParameterizedTest
  @Timeout(30)
  @ValueSource(strings = {"localhost:9", "foo"})
  void shouldSayThatNoBrokerAnswers(String servers) {
    Invocation ask = ask(servers, "{}");
    assertThat(ask.err())
        .isEqualTo(
            "streamrecall: no Kafka broker answers at "
                + servers
                + "; start one or correct the bootstrap servers\n");
    assertThat(ask.status()).isEqualTo(1);
  }

  @Test
  void shouldNameTheOptionThatIsNoJson() {
    Invocation ask = ask("localhost:9", "mode=r1");
    assertThat(ask.err())
        .startsWith("streamrecall: Invalid value for option '--like': the record is not JSON")
        .contains("as in {\"merchant\":\"fuel\"}");
    assertThat(ask.status()).isEqualTo(2);
  }

  private static Invocation ask(String servers, String like) {
    return Invocation.of("ask", "--bootstrap-servers", servers, "--context", "m1", "--like", like);
  }
}
