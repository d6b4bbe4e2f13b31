package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.streamrecall.tests.ListeningSocket;

/** A JVM that dies with this one, its output in a file. */
public final class ChildProcess implements AutoCloseable {
  private static final int LAST_LINES = 30;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread hook;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.hook = new Thread(process::destroyForcibly, "end " + name);
  }

  /**
   * @param log what it prints is added to this file
   */
  public static ChildProcess start(
      String name, Path log, String classPath, List<String> options, String main, List<String> args)
      throws IOException {
    return start(name, log, Map.of(), classPath, options, main, args);
  }

  /**
   * @param environment variables beside those of this process
   */
  public static ChildProcess start(
      String name,
      Path log,
      Map<String, String> environment,
      String classPath,
      List<String> options,
      String main,
      List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    ChildProcess child = new ChildProcess(name, log, builder.start());
    Runtime.getRuntime().addShutdownHook(child.hook);
    return child;
  }

  /**
   * @throws IllegalStateException if it has ended, with the last that it said
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with status " + process.exitValue() + "; it said last:\n" + lastLines());
    }
  }

  /** Stops it where it is (SIGSTOP), until it is {@link #resume resumed}. */
  public void suspend() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(name + " takes no signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("there is no command kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " was sent a signal", e);
    }
  }

  /** All of its output so far. */
  public String output() throws IOException {
    return Files.readString(log);
  }

  /** The addresses that others than this machine can connect to. */
  List<ListeningSocket> openToOthers() throws IOException {
    return ListeningSocket.of(process.pid()).stream()
        .filter(socket -> !socket.isLoopback())
        .toList();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end by itself. */
  public boolean awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  public int status() {
    return process.exitValue();
  }

  /** The last lines of its output, stack frames left out. */
  public String lastLines() {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> said = lines.filter(line -> !line.startsWith("\t")).toList();
      return String.join("\n", said.subList(Math.max(0, said.size() - LAST_LINES), said.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("what " + name + " said cannot be read", e);
    }
  }

  /** Asks it to end (SIGTERM), and ends it if it takes too long. */
  public void terminate(long seconds) {
    process.destroy();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  /** Ends it at once (SIGKILL): it can do nothing more, not even say so. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // this process is ending: the hook has done the same
    }
  }
}
