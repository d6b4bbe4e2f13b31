package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

@Tag("computes")
class TheoryCommandTest {
  private static final Map<String, String> HEADINGS =
      Map.of(
          "baselines", "tags,components,noise,target,method,seed,nmse,recall_mass",
          "rates", "alpha,n,seed,dimension,excess_risk",
          "length", "tokens,memory,seed,nmse",
          "components", "tags,components,tokens,method,seed,nmse,recall_mass",
          "temperature", "attention,tags,components,beta,seed,nmse,recall_mass,formula",
          "noise", "noise,method,memory,smoothing,seed,nmse",
          "shuffle", "task,trained,tested,seed,nmse",
          "lifts", "alpha,lift,choice,dimension,seed,nmse,bias");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return TheoryCommand.execute(
        Effort.TINY, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** One after the other, so that each writes what it measured, and all show on one page. */
  @Test
  void shouldMeasureAllStudies() throws Exception {
    assertThat(run("all", "--out", folder.toString())).as(err.toString()).isZero();
    String page = Files.readString(folder.resolve("theory.html"));
    for (String study : HEADINGS.keySet()) {
      List<String> lines = Files.readAllLines(folder.resolve(study + ".csv"));
      assertThat(lines.get(0)).isEqualTo(HEADINGS.get(study));
      assertThat(lines.size()).as(study).isGreaterThan(1);
      for (String line : lines) {
        assertThat(line.split(",", -1)).hasSize(HEADINGS.get(study).split(",").length);
        assertThat(out.toString()).contains(line);
      }
      assertThat(page).contains("<h2>" + study + "</h2>");
      assertThat(parse(Files.readString(folder.resolve(study + ".svg")))).isEqualTo("svg");
      assertThat(err.toString()).contains("theory: " + study + " 1/");
    }
    assertThat(parse(page.replace("<!DOCTYPE html>", ""))).isEqualTo("html");
    assertThat(page).doesNotContain("http", "src=", "<script", "<link");
    baselines(Files.readAllLines(folder.resolve("baselines.csv")));
    rates(Files.readAllLines(folder.resolve("rates.csv")));
    shuffled(Files.readAllLines(folder.resolve("shuffle.csv")));
    temperature(Files.readAllLines(folder.resolve("temperature.csv")));
  }

  private static String parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement()
        .getNodeName();
  }

  /** On the paper's own geometry softmax recalls what linear attention cannot tell apart. */
  private static void baselines(List<String> lines) {
    Map<String, Double> errors = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      assertThat(line).startsWith("antipodal,4,0,point,");
      errors.put(fields[4], Double.parseDouble(fields[6]));
      if (fields[4].equals("softmax")) {
        assertThat(Double.parseDouble(fields[7])).isBetween(0.95, 1.0);
      }
    }
    assertThat(errors).containsOnlyKeys("oracle", "softmax", "linear", "frozen", "mean", "kme");
    assertThat(errors.get("oracle")).isBetween(0.05, 0.8); // of so few steps
    assertThat(errors.get("softmax")).isLessThan(1.1 * errors.get("oracle"));
    for (String beaten : List.of("linear", "mean", "kme")) {
      assertThat(errors.get(beaten)).as(beaten).isGreaterThan(1.1 * errors.get("softmax"));
    }
  }

  private static void rates(List<String> lines) {
    assertThat(lines).hasSize(3);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      assertThat(Integer.parseInt(fields[3])).isBetween(1, RateRun.MOST);
      assertThat(Double.parseDouble(fields[4])).isBetween(0.0, 0.8); // of so few steps
    }
  }

  /** Only those of a context's own questions can be answered. */
  private static void shuffled(List<String> lines) {
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      double error = Double.parseDouble(fields[4]);
      if (fields[1].equals("own") && fields[2].equals("own")) {
        assertThat(error).as(line).isLessThan(0.85); // of so few steps
      } else {
        assertThat(error).as(line).isGreaterThan(0.95);
      }
    }
  }

  private static void temperature(List<String> lines) {
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      double apart = Double.parseDouble(fields[6]) - Double.parseDouble(fields[7]);
      assertThat(Math.abs(apart)).as(line).isLessThan(0.03);
    }
  }

  /** What another version left is not shown as if it were ours, and hinders nothing. */
  @Test
  void shouldSayOfAnotherVersionsRowsThatTheyAreNotShown() throws Exception {
    Files.writeString(folder.resolve("noise.csv"), "a,b\n1,2\n");
    Files.writeString(
        folder.resolve("length.csv"),
        "tokens,memory,seed,nmse\n256,exact,1,.5\n512,exact,1,.3\n1024,exact,1,.2\ninf,exact,1,.1\n51");
    TheoryPage.write(folder, Studies.all(List.of()));
    String page = Files.readString(folder.resolve("theory.html"));
    assertThat(page).contains("noise.csv has another heading than");
    assertThat(page).contains("The slope from 256 tokens on is -1.00 (-1.00 to -1.00)");
  }

  @Test
  void shouldSayWhatWasCalledWrongly() {
    assertThat(run("rate", "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "theory: 'rate' is not known; say one of baselines, rates, length, components,"
                + " temperature, noise, shuffle, lifts, or all; see tests/theory --help\n");
    assertThat(run("baselines", "--rows", "orth:9", "--out", folder.toString())).isEqualTo(2);
    assertThat(run("rates", "--rows", "orth:8", "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--rows goes with baselines; leave it out");
    assertThat(err.toString()).contains("--rows=orth:9 is not TAGS:COMPONENTS[:NOISE[:TARGET]]");
    assertThat(run("rates", "--seeds", "0", "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--seeds=0 is below 1; give at least 1");
  }
}
