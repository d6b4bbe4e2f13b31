package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.streamrecall.deploy.EmbeddedBroker;

/** A broker in a process of its own, which ends when its parent does. */
final class BrokerMain {
  private BrokerMain() {}

  /**
   * @param args the folder of its logs, its port, its controller's, and a file that is written when
   *     it serves
   */
  public static void main(String[] args) throws IOException {
    EmbeddedBroker broker =
        EmbeddedBroker.startIn(
            Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop the broker"));
    Files.writeString(Path.of(args[3]), broker.bootstrapServers());
    while (System.in.read() >= 0) {} // the other end closes when the parent is gone, however
    System.exit(0);
  }
}
