package org.streamrecall.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.FreePorts;
import org.streamrecall.deploy.StreamRecall;

/** The README's walk through Kafka, pasted line by line into three terminals. */
@Timeout(240)
class WalkTest {
  private static final int LONGEST = 120; // seconds of one line
  private static final int RIDES = 2000;
  private static final LocalDateTime START = LocalDateTime.of(2014, 7, 1, 0, 0);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final int port = new FreePorts(new Random()).next();
  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  /** The commands as a clone has them, but for the build. */
  @BeforeEach
  void writeCommands() throws IOException {
    script("deploy/streamrecall", StreamRecall.class.getName());
    List<String> rides = new ArrayList<>(List.of("timestamp,value")); // as the file that is fetched
    for (int i = 0; i < RIDES; i++) {
      String time = START.plusMinutes(30L * i).format(TIME);
      rides.add(time + "," + Math.round(15_000 + 9000 * Math.sin(i * Math.PI / 24)));
    }
    Files.write(folder.resolve("nyc_taxi.csv"), rides);
  }

  private void script(String name, String main) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(
        script,
        """
        #!/usr/bin/env bash
        exec "%s" -XX:TieredStopAtLevel=1 -Xmx512m -cp "%s" %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                main));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (int i = started.size() - 1; i >= 0; i--) { // the broker last
      started.get(i).destroy();
      if (!started.get(i).waitFor(30, TimeUnit.SECONDS)) {
        started.get(i).destroyForcibly().waitFor();
      }
    }
  }

  /** The lines of a terminal, on a port of the test's own. */
  private List<String> terminal(int number) throws IOException {
    return Pages.blocks(Pages.ROOT.resolve("README.md")).stream()
        .filter(block -> block.lines().get(0).equals("# terminal " + number))
        .flatMap(block -> block.lines().stream().skip(1))
        .map(line -> line.replace("localhost:9092", "localhost:" + port))
        .map(line -> line.endsWith(" broker") ? line + " --port " + port : line)
        .toList();
  }

  private Path output(Process process) {
    return folder.resolve(started.indexOf(process) + ".log");
  }

  private Process paste(String line) throws IOException {
    Process process =
        new ProcessBuilder("bash", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(started.size() + ".log").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String finish(String line) throws Exception {
    Process process = paste(line);
    assertThat(process.waitFor(LONGEST, TimeUnit.SECONDS)).as(line).isTrue();
    String said = Files.readString(output(process));
    assertThat(process.exitValue()).as(line + "\n" + said).isZero();
    return said;
  }

  private void awaitLine(Process process, String words) throws Exception {
    while (!Files.readString(output(process)).contains(words)) {
      assertThat(process.isAlive()).as(Files.readString(output(process))).isTrue();
      Thread.sleep(50);
    }
  }

  @Test
  void shouldAnswerAtTheEnd() throws Exception {
    awaitLine(paste(terminal(1).get(0)), "Kafka listens at");
    assertThat(finish(terminal(2).get(0)))
        .contains("rides\t4\tcreated", "rides.answered\t4\tcreated", "rides.alarms\t4\tcreated");
    awaitLine(paste(terminal(2).get(1)), "Serving ");
    List<String> last = terminal(3);
    assertThat(finish(last.get(0))).contains("2,000 events are sent to rides");
    assertThat(finish(last.get(1))).contains("next(value) ", "9 in 10 between");
    assertThat(terminal(1)).hasSize(1);
    assertThat(terminal(2)).hasSize(2);
    assertThat(last).hasSize(2);
  }
}
