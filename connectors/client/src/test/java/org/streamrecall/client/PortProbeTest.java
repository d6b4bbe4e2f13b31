package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;

/** What is no broker; real ones are asked where jobs are run. */
class PortProbeTest {
  @Test
  void shouldKnowTlsByItsAlerts() throws IOException {
    try (ServerSocket server = answering(SSLServerSocketFactory.getDefault())) {
      PortProbe probe = new PortProbe("localhost", server.getLocalPort());
      assertThat(probe.speaksTls()).isTrue(); // though it has no certificate to show
      assertThat(probe.answersPlainTextWithTls()).isTrue();
      assertThat(probe.speaksPlainText()).isFalse();
    }
  }

  /** Whatever is sent comes back. */
  @Test
  void shouldTakeNobodyForABrokerWhoIsNone() throws IOException {
    try (ServerSocket server = answering(ServerSocketFactory.getDefault())) {
      PortProbe probe = new PortProbe("localhost", server.getLocalPort());
      assertThat(probe.speaksPlainText()).isFalse();
      assertThat(probe.answersPlainTextWithTls()).isFalse();
    }
  }

  @Test
  void shouldFindNobody() {
    for (PortProbe probe :
        new PortProbe[] {
          new PortProbe("localhost", 1),
          new PortProbe("localhost", 99_999),
          new PortProbe("nowhere.invalid", 9092)
        }) {
      assertThat(probe.speaksTls()).isFalse();
      assertThat(probe.speaksPlainText()).isFalse();
      assertThat(probe.answersPlainTextWithTls()).isFalse();
    }
  }

  private static ServerSocket answering(ServerSocketFactory factory) throws IOException {
    ServerSocket server = factory.createServerSocket(0, 9, InetAddress.getByName("localhost"));
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException e) {
                  continue; // its alert is sent
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }
}
