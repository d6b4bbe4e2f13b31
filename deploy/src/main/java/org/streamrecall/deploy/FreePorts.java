package org.streamrecall.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports of localhost for servers that begin to listen a little later, or are killed and started
 * anew. They lie below those that the system gives to clients: one that connects meanwhile, or
 * tries again and again to reach a dead server, would sooner or later take the server's own port.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1000;

  private final Random random;

  /**
   * @param random processes that start at one time should not have the same
   */
  public FreePorts(Random random) {
    this.random = random;
  }

  /**
   * @return a port that nobody listened on a moment ago
   */
  public int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no port from "
            + LOWEST
            + " to "
            + HIGHEST
            + " was free on localhost in "
            + ATTEMPTS
            + " attempts; end what listens there");
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port in TIME_WAIT is free
      socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
