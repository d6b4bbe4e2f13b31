package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TheoryCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return TheoryCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** On the paper's own geometry softmax recalls what linear attention cannot tell apart. */
  @Test
  void shouldWriteBaselines() throws Exception {
    int status =
        run(
            "baselines",
            "--quick",
            "--rows",
            "antipodal:4",
            "--out",
            folder.resolve("r").toString());
    assertThat(status).as(err.toString()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("r").resolve("baselines.csv"));
    assertThat(lines.get(0)).isEqualTo("tags,components,noise,target,method,seed,nmse,recall_mass");
    Map<String, Double> errors = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      assertThat(line).startsWith("antipodal,4,0,point,");
      errors.put(fields[4], Double.parseDouble(fields[6]));
      if (fields[4].equals("softmax")) {
        assertThat(Double.parseDouble(fields[7])).isBetween(0.95, 1.0);
      }
    }
    assertThat(errors).containsOnlyKeys("oracle", "softmax", "linear", "frozen", "mean");
    assertThat(errors.get("oracle")).isBetween(0.05, 0.3);
    assertThat(errors.get("softmax")).isLessThan(1.2 * errors.get("oracle"));
    assertThat(errors.get("linear")).isGreaterThan(2 * errors.get("softmax"));
    assertThat(errors.get("mean")).isGreaterThan(0.6);
  }

  @Test
  void shouldWriteRates() throws Exception {
    assertThat(run("rates", "--quick", "--out", folder.toString())).as(err.toString()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("rates.csv"));
    assertThat(lines.get(0)).isEqualTo("alpha,n,seed,dimension,excess_risk");
    assertThat(lines).hasSize(3);
    double before = 1;
    int kept = 1;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      assertThat(Integer.parseInt(fields[3])).isGreaterThanOrEqualTo(kept);
      assertThat(Double.parseDouble(fields[4])).isLessThan(before);
      kept = Integer.parseInt(fields[3]);
      before = Double.parseDouble(fields[4]);
    }
    assertThat(before).isLessThan(0.015);
  }

  @Test
  void shouldSayWhatWasCalledWrongly() {
    assertThat(run("rate", "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "theory: 'rate' is not known; say baselines or rates; see tests/theory --help\n");
    assertThat(run("baselines", "--rows", "orth:9", "--out", folder.toString())).isEqualTo(2);
    assertThat(run("rates", "--rows", "orth:8", "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--rows goes with baselines; leave it out");
    assertThat(err.toString()).contains("--rows=orth:9 is not TAGS:COMPONENTS[:NOISE[:TARGET]]");
  }
}
