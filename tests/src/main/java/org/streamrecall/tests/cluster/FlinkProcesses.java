package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.streamrecall.deploy.FreePorts;
import org.streamrecall.deploy.Loopback;
import org.streamrecall.tests.ListeningSocket;

/**
 * A Flink cluster of processes, from the artefacts that a distribution is made of: nothing of ours
 * is on their class path but what a submitted jar brings.
 */
final class FlinkProcesses implements AutoCloseable {
  private static final int SLOTS = 2;

  /** As a distribution's configuration sets them, and what makes memories run on vectors. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
          "-XX:+UseSerialGC");

  private static final String LOG4J =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
      """;

  private final Path folder;
  private final Path configuration;
  private final String classPath;
  private final int restPort;
  private final List<ChildProcess> children = new ArrayList<>();
  private int taskManagers;

  private FlinkProcesses(Path folder, String classPath, int restPort) {
    this.folder = folder;
    this.configuration = folder.resolve("conf");
    this.classPath = classPath;
    this.restPort = restPort;
  }

  /**
   * Starts a JobManager.
   *
   * @param folder of its configuration, checkpoints and logs, the caller's
   * @param classPath of a distribution
   */
  static FlinkProcesses start(Path folder, String classPath) throws IOException {
    FreePorts ports = new FreePorts(new Random());
    FlinkProcesses flink = new FlinkProcesses(folder, classPath, ports.next());
    Files.createDirectories(flink.configuration);
    Files.writeString(flink.configuration.resolve("config.yaml"), flink.settings(ports.next()));
    Files.writeString(flink.configuration.resolve("log4j.properties"), LOG4J);
    flink.child(
        "jobmanager",
        "-Xmx512m",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of("--configDir", flink.configuration.toString(), "--executionMode", "cluster"));
    return flink;
  }

  ChildProcess addTaskManager() throws IOException {
    return child(
        "taskmanager-" + ++taskManagers,
        "-Xmx448m", // the heaps below
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        List.of("--configDir", configuration.toString()));
  }

  /** Flink's own command line, which {@code flink run} of a distribution starts. */
  ChildProcess cli(List<String> args) throws IOException {
    return child("cli", "-Xmx512m", "org.apache.flink.client.cli.CliFrontend", args);
  }

  private ChildProcess child(String name, String heap, String main, List<String> args)
      throws IOException {
    List<String> options = new ArrayList<>(JAVA_OPTIONS);
    options.add(heap);
    options.add("-Dlog4j2.configurationFile=" + configuration.resolve("log4j.properties").toUri());
    ChildProcess child =
        ChildProcess.start(
            "the " + name,
            folder.resolve(name + ".log"),
            Map.of("FLINK_CONF_DIR", configuration.toString()),
            classPath,
            options,
            main,
            args);
    children.add(child);
    return child;
  }

  FlinkRest rest() {
    return new FlinkRest(restPort);
  }

  /**
   * A TaskManager that no script starts is told every size; the rest is what a user would write.
   */
  private String settings(int rpcPort) {
    Map<String, Object> settings = new HashMap<>(Loopback.settings());
    settings.putAll(
        Map.ofEntries(
            Map.entry("jobmanager.rpc.port", rpcPort),
            Map.entry("rest.port", restPort),
            Map.entry("taskmanager.numberOfTaskSlots", SLOTS),
            Map.entry("taskmanager.cpu.cores", 2.0),
            Map.entry("taskmanager.memory.task.heap.size", "320m"),
            Map.entry("taskmanager.memory.framework.heap.size", "128m"),
            Map.entry("taskmanager.memory.task.off-heap.size", "64m"),
            Map.entry("taskmanager.memory.framework.off-heap.size", "128m"),
            Map.entry("taskmanager.memory.managed.size", "128m"),
            Map.entry("taskmanager.memory.network.min", "64m"),
            Map.entry("taskmanager.memory.network.max", "64m"),
            Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
            Map.entry("taskmanager.memory.jvm-overhead.min", "192m"),
            Map.entry("taskmanager.memory.jvm-overhead.max", "192m"),
            Map.entry("heartbeat.interval", "1000"),
            Map.entry("heartbeat.timeout", "10000"),
            Map.entry("io.tmp.dirs", folder.resolve("tmp").toString()),
            Map.entry("web.tmpdir", folder.resolve("tmp").toString()),
            Map.entry("execution.checkpointing.dir", folder.resolve("checkpoints").toUri()),
            Map.entry("execution.checkpointing.savepoint-dir", savepoints())));
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  String savepoints() {
    return folder.resolve("savepoints").toUri().toString();
  }

  /**
   * @throws IllegalStateException if one that was not killed has ended
   */
  void requireAlive(ChildProcess... killed) {
    List<ChildProcess> expected = new ArrayList<>(children);
    expected.removeAll(List.of(killed));
    expected.forEach(ChildProcess::requireAlive);
  }

  /**
   * @throws IllegalStateException if one listens to other machines, where the system says so
   */
  void requireLoopback() throws IOException {
    if (!ListeningSocket.areKnown()) {
      return;
    }
    for (ChildProcess child : children) {
      if (!child.openToOthers().isEmpty()) {
        throw new IllegalStateException(
            "other machines reach a process of this cluster at " + child.openToOthers());
      }
    }
  }

  /** Forgets one that has ended as it should. */
  void release(ChildProcess ended) {
    ended.close();
    children.remove(ended);
  }

  /** Ends all of them at once. */
  @Override
  public void close() {
    children.forEach(ChildProcess::close);
  }
}
