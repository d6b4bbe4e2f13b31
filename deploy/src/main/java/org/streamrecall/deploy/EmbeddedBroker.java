package org.streamrecall.deploy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker of one node inside this process. For trying things out and for tests: {@link
 * #close} removes its temporary folder, and nothing of it outlives the process, unless it is given
 * a folder to go on from.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String HOST = "localhost";
  private static final String GUARDED = "GUARDED";

  private final int port;
  private final int guarded; // a second port, or 0
  private final TemporaryFolder folder; // null if it is the caller's
  private final KafkaRaftServer server;

  /**
   * A second listener, which asks more of who comes.
   *
   * @param port of it
   * @param protocol of it
   * @param settings of the broker for it
   * @param users in the words of Kafka's storage tool
   */
  private record Guard(
      int port, String protocol, Map<String, String> settings, List<String> users) {
    static final Guard NONE = new Guard(0, null, Map.of(), List.of());
  }

  private EmbeddedBroker(int port, int guarded, TemporaryFolder folder, KafkaRaftServer server) {
    this.port = port;
    this.guarded = guarded;
    this.folder = folder;
    this.server = server;
  }

  /** Starts a broker on a port that is free. */
  public static EmbeddedBroker start() {
    return start(0);
  }

  /**
   * Starts a broker.
   *
   * @param port to listen on, on localhost only; 0 takes a free one
   * @throws IllegalStateException if the port is in use
   */
  public static EmbeddedBroker start(int port) {
    int[] ports = reserve(port);
    return start(ports[0], ports[1]);
  }

  static EmbeddedBroker start(int port, int controllerPort) {
    return start(port, controllerPort, Guard.NONE);
  }

  private static EmbeddedBroker start(int port, int controllerPort, Guard guard) {
    TemporaryFolder folder = TemporaryFolder.create("streamrecall-kafka-");
    return start(folder.path().resolve("logs"), port, controllerPort, folder, guard);
  }

  /**
   * Starts a broker with a second listener, {@link #guardedServers}, for tests of what a secured
   * Kafka asks of its clients. The first one stays open: the broker speaks to itself there.
   *
   * @param protocol of the second, such as {@code SASL_SSL}
   * @param settings of the broker for it, such as {@code ssl.keystore.location}
   * @param users as Kafka's storage tool takes them: {@code SCRAM-SHA-512=[name=..,password=..]}
   */
  public static EmbeddedBroker startGuarded(
      String protocol, Map<String, String> settings, List<String> users) {
    int[] ports = reserve(0);
    int port = new FreePorts(new Random()).next();
    return start(ports[0], ports[1], new Guard(port, protocol, settings, users));
  }

  /**
   * Starts a broker that goes on from what an earlier one left in a folder, however that one ended.
   *
   * @param logs the caller's folder; made if it is not there
   * @param controllerPort the earlier one's too
   */
  public static EmbeddedBroker startIn(Path logs, int port, int controllerPort) {
    return start(logs, port, controllerPort, null, Guard.NONE);
  }

  private static EmbeddedBroker start(
      Path logs, int port, int controllerPort, TemporaryFolder folder, Guard guard) {
    KafkaRaftServer server = null;
    try {
      Map<String, String> settings = settings(port, controllerPort, logs);
      guard(settings, guard);
      if (folder == null) {
        // One that was killed is not let in again until its session is over.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
      }
      if (!Files.exists(logs.resolve("meta.properties"))) {
        format(logs, settings, guard.users);
      }
      server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(port, guard.port, folder, server);
    } catch (Exception e) {
      try {
        stop(server, folder);
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw new IllegalStateException(
          "the embedded Kafka broker did not start at "
              + HOST
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "; try again, or use a broker of your own with --bootstrap-servers",
          e);
    }
  }

  /** host:port, as clients want it. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** The same of the second listener, of a broker that has one. */
  public String guardedServers() {
    return HOST + ":" + guarded;
  }

  /** Stops the broker, and removes its folder unless it was given. */
  @Override
  public void close() {
    stop(server, folder);
  }

  /** The server first: while it runs it writes to the folder. */
  private static void stop(KafkaRaftServer server, TemporaryFolder folder) {
    try {
      if (server != null) {
        server.shutdown();
        server.awaitShutdown();
      }
    } finally {
      if (folder != null) {
        folder.close();
      }
    }
  }

  /** The broker's port and the controller's, both free a moment ago. */
  private static int[] reserve(int port) {
    if (port != 0 && !FreePorts.isFree(port)) {
      throw new IllegalStateException(
          "port "
              + port
              + " on "
              + HOST
              + " is in use; stop what listens there or choose another port");
    }
    FreePorts ports = new FreePorts(new Random());
    int brokers = port == 0 ? ports.next() : port;
    int controllers = ports.next();
    while (controllers == brokers) {
      controllers = ports.next();
    }
    return new int[] {brokers, controllers};
  }

  private static Map<String, String> settings(int port, int controllerPort, Path logs) {
    String listeners = "BROKER://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":";
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("listeners", listeners + controllerPort);
    settings.put("advertised.listeners", "BROKER://" + HOST + ":" + port);
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    settings.put("log.dirs", logs.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // One process on a laptop needs no pool per disk and core.
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    return settings;
  }

  private static void guard(Map<String, String> settings, Guard guard) {
    if (guard.port != 0) {
      String listener = "," + GUARDED + "://" + HOST + ":" + guard.port;
      settings.merge("listeners", listener, String::concat);
      settings.merge("advertised.listeners", listener, String::concat);
      settings.merge(
          "listener.security.protocol.map", "," + GUARDED + ":" + guard.protocol, String::concat);
      settings.putAll(guard.settings);
    }
  }

  private static void format(Path logs, Map<String, String> settings, List<String> users)
      throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(Integer.parseInt(settings.get("node.id")))
        .addDirectory(logs.toString())
        .setMetadataLogDirectory(logs.toString())
        .setControllerListenerName(settings.get("controller.listener.names"))
        .setScramArguments(users)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .run();
  }
}
