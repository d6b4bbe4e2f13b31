package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BrokerTest {
  @Test
  @Timeout(20)
  void shouldSayWithinSecondsThatNobodyAnswers() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(() -> Broker.connect("localhost:" + free))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no Kafka broker answers at localhost:"
                + free
                + "; start one or correct --bootstrap-servers");
  }

  @Test
  void shouldSayTheSameOfAnAddressThatIsNone() {
    assertThatThrownBy(() -> Broker.connect("nonsense"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no Kafka broker answers at nonsense; start one or correct --bootstrap-servers");
  }
}
