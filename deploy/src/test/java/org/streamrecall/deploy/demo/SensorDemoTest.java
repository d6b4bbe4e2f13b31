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
import org.streamrecall.client.EventJson;
import org.streamrecall.events.Score;

class SensorDemoTest {
  @TempDir private Path folder;

  @Test
  void shouldForetellEveryReadingAndKeepWhatItRead() throws InterruptedException, IOException {
    StringWriter out = new StringWriter();
    SensorDemo demo = new SensorDemo(new PrintWriter(out), 4, 1);
    List<Score> scores = demo.run();
    assertThat(scores).hasSameSizeAs(Readings.NAMES);
    for (Score score : scores) {
      assertThat(score.scored()).isBetween(25L, 40L);
      assertThat(score.lines().get(0).rmse()).isFinite();
    }
    assertThat(out.toString()).contains("of which COMPRESS was never seen").contains("surprising");
    Path kept = folder.resolve("sensors.jsonl");
    demo.keep(kept);
    List<String> lines = Files.readAllLines(kept);
    assertThat(lines).hasSize(5 * 4 * 14);
    EventJson json = new EventJson(SensorDemo.SCHEMA);
    assertThat(json.read(lines.get(0).getBytes(), null).key()).isEqualTo("cpu");
  }
}
