package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningSocketTest {
  private static final long MINE = ProcessHandle.current().pid();

  @Test
  void shouldReadAddressesAsTheKernelWritesThem() throws IOException {
    assertThat(ListeningSocket.parse("0100007F:1F90"))
        .isEqualTo(new ListeningSocket(InetAddress.getByName("127.0.0.1"), 8080))
        .matches(ListeningSocket::isLoopback);
    assertThat(ListeningSocket.parse("00000000000000000000000001000000:0001"))
        .isEqualTo(new ListeningSocket(InetAddress.getByName("::1"), 1))
        .matches(ListeningSocket::isLoopback);
    assertThat(ListeningSocket.parse("0000000000000000FFFF00000100007F:0001"))
        .matches(ListeningSocket::isLoopback);
    assertThat(ListeningSocket.parse("00000000:0001")).matches(socket -> !socket.isLoopback());
    assertThat(ListeningSocket.parse("00000000000000000000000000000000:0001"))
        .matches(socket -> !socket.isLoopback());
  }

  @Test
  void shouldFindWhatThisProcessListensAt() throws IOException {
    assumeTrue(ListeningSocket.areKnown());
    try (ServerSocket open = new ServerSocket(0);
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(of(open)).hasSize(1).noneMatch(ListeningSocket::isLoopback);
      assertThat(of(closed)).hasSize(1).allMatch(ListeningSocket::isLoopback);
    }
  }

  private static List<ListeningSocket> of(ServerSocket socket) throws IOException {
    return ListeningSocket.of(MINE).stream()
        .filter(one -> one.port() == socket.getLocalPort())
        .toList();
  }
}
