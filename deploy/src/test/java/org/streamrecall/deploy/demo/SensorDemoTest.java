package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.events.score.Score;

class SensorDemoTest {
  @TempDir private Path folder;

  @Test
  void shouldForetellEveryReadingAndKeepWhatItRead() throws InterruptedException, IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    SensorDemo demo = new SensorDemo(new PrintWriter(out), new PrintWriter(err), 4, 1, false);
    List<Score> scores = demo.run();
    assertThat(scores).hasSameSizeAs(Readings.NAMES);
    for (Score score : scores) {
      assertThat(score.scored()).isEqualTo(39); // of 40 that were served, one had been asked before
      assertThat(score.tables().get(0).lines().get(0).rmse()).isFinite();
    }
    assertThat(err.toString()).isEqualTo("learning [IDLE, SORT, ALLOCATE, SLEEP], round 1 of 1\n");
    assertThat(out.toString())
        .startsWith("serving [SORT, ")
        .containsPattern("\nCOMPRESS( +[0-9]+){10}")
        .contains("\nCOMPRESS, never learned, ")
        .containsPattern("\nStreamRecall( +[-+.e0-9]+){5}\n")
        .containsPattern("\none season ago( +[-+.e0-9]+){5}\n")
        .contains("\nbeats all of them on:");
    assertThat(out.toString().lines().filter(line -> line.matches(".*( +[0-9]+){10}.*")))
        .hasSize(10);
    Path kept = folder.resolve("sensors.jsonl");
    demo.keep(kept);
    List<String> lines = Files.readAllLines(kept);
    assertThat(lines).hasSize(5 * 4 * 14);
    EventJson json = new EventJson(SensorDemo.SCHEMA);
    assertThat(json.read(lines.get(0).getBytes(), null).key()).isEqualTo("cpu");
  }
}
