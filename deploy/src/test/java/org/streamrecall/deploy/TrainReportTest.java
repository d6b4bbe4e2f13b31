package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code train --report}. */
class TrainReportTest {
  private static final String NASTY = "<b>&\"'";
  private static final List<String> SECTIONS =
      List.of(
          "What is good, what is bad, what to do",
          "What it was worth",
          "Loss over steps",
          "Error by length of context",
          "Error by key",
          "Calibration",
          "Worst cases",
          "Options and seed");

  @TempDir private Path folder;

  private Path page() {
    return folder.resolve("page.html");
  }

  private Invocation episodes(boolean slots, Path page) throws IOException {
    Path schema =
        Files.writeString(folder.resolve("schema.json"), slots ? Stories.SLOTS : Stories.NUMBERS);
    Path episodes =
        Files.writeString(folder.resolve("<i>&.jsonl"), new Stories(1, slots).episodes(20));
    return train(page, "--episodes", episodes, "--schema", schema);
  }

  private Invocation train(Path page, Object... from) {
    List<Object> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(List.of(from));
    Path model = folder.resolve("model");
    arguments.addAll(List.of("--out", model, "--steps", 40, "--report", page));
    return Invocation.of(arguments.toArray());
  }

  private Invocation events(String predict, Path page) throws IOException {
    Random random = new Random(3);
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      for (int card = 0; card < 6; card++) {
        double load = random.nextGaussian();
        lines.add(
            json.createObjectNode()
                .put("card", NASTY + card)
                .put("load", load)
                .put("name", load > 0 ? NASTY : "less")
                .put("amount", (3 + card) * load + random.nextGaussian())
                .toString());
      }
    }
    return Invocation.of(
        "train",
        Files.write(folder.resolve("events.jsonl"), lines),
        "--key",
        "card",
        "--like",
        "load",
        "--predict",
        predict,
        "--out",
        folder.resolve("model"),
        "--steps",
        6,
        "--report",
        page);
  }

  /** Reads a page as XML, and sees that it needs nothing from elsewhere. */
  private static Document read(Path page) throws Exception {
    String html = Files.readString(page);
    assertThat(html).startsWith("<!DOCTYPE html>").contains("width=device-width");
    assertThat(html).contains("prefers-color-scheme: dark");
    assertThat(html).doesNotContain("http", "src=", "href=", "url(", "@import", "<script", "<link");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<String> texts(Document page, String element) {
    NodeList nodes = page.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void shouldShowATrainingOnEpisodes() throws Exception {
    Invocation call = episodes(false, page());
    assertThat(call.status()).as(call.err()).isZero();
    Document page = read(page());
    assertThat(texts(page, "h2"))
        .containsAll(SECTIONS)
        .contains("Recall mass", "What the heads attend to");
    assertThat(page.getElementsByTagName("path").getLength()).isEqualTo(4);
    String sentence =
        call.err().lines().filter(l -> l.contains("held-out contexts")).findAny().orElseThrow();
    assertThat(texts(page, "p")).contains(sentence);
    assertThat(texts(page, "b")).contains("Good.");
    JsonNode json = EventReplays.JSON.readTree(call.out());
    List<String> cells = texts(page, "td");
    assertThat(cells)
        .contains(json.get("id").asText(), "tag[0]", "tag[1]", "--seed")
        .contains(folder.resolve("<i>&.jsonl").toString())
        .anyMatch(cell -> cell.endsWith("(kept)"))
        .anyMatch(cell -> cell.matches(".*<i>&.jsonl:[0-9]+"));
    assertThat(row(page, "learned attention")).isEqualTo(four(json.get("r2").asDouble()));
    assertThat(row(page, "mean pooling")).isEqualTo(four(json.get("mean").asDouble()));
    assertThat(texts(page, "p"))
        .anyMatch(p -> p.contains("held-out loss " + four(json.get("validationLoss").asDouble())));
  }

  private static String four(double figure) {
    return String.format(Locale.ROOT, "%.4g", figure).replaceAll("[.]?0+$", "");
  }

  /** The second cell of the first row that begins so. */
  private static String row(Document page, String first) {
    List<String> cells = texts(page, "td");
    return cells.get(cells.indexOf(first) + 1);
  }

  @Test
  void shouldShowATrainingOnCategoriesOfEpisodes() throws Exception {
    Invocation call = episodes(true, page());
    assertThat(call.status()).as(call.err()).isZero();
    Document page = read(page());
    assertThat(texts(page, "h2")).containsAll(SECTIONS).contains("Recall mass");
    double accuracy = EventReplays.JSON.readTree(call.out()).get("accuracy").asDouble();
    assertThat(row(page, "learned attention"))
        .isEqualTo(String.format(Locale.ROOT, "%.1f %%", 100 * accuracy));
  }

  @Test
  void shouldShowATrainingOnTokensAndQueries() throws Exception {
    Stories.Lines lines = new Stories(1, false).changing(20);
    Path schema = Files.writeString(folder.resolve("schema.json"), Stories.NUMBERS);
    Path tokens = Files.writeString(folder.resolve("tokens.jsonl"), lines.tokens());
    Path queries = Files.writeString(folder.resolve("queries.jsonl"), lines.queries());
    Invocation call = train(page(), "--tokens", tokens, "--queries", queries, "--schema", schema);
    assertThat(call.status()).as(call.err()).isZero();
    Document page = read(page());
    assertThat(texts(page, "h2"))
        .containsAll(SECTIONS)
        .contains("Recall mass", "What the heads attend to");
    assertThat(texts(page, "td"))
        .contains(tokens.toString(), queries.toString())
        .anyMatch(cell -> cell.matches("c[0-9]+"));
  }

  @Test
  void shouldShowATrainingOnEvents() throws Exception {
    Invocation call = events("amount", page());
    assertThat(call.status()).as(call.err()).isZero();
    Document page = read(page());
    assertThat(texts(page, "h2")).containsAll(SECTIONS).contains("What the memory attends to");
    assertThat(Files.readString(page())).doesNotContain("<b>&");
    List<String> cells = texts(page, "td");
    assertThat(cells).anyMatch(cell -> cell.startsWith(NASTY)).contains("load", "10 nearest");
    assertThat(texts(page, "p")).anyMatch(p -> p.startsWith("training ") && call.out().contains(p));
    String held =
        call.out().lines().filter(l -> l.startsWith("held-out time: ")).findAny().orElseThrow();
    String figure = held.replaceAll(".*held ([0-9.]+ %).*", "$1");
    assertThat(row(page, "of the held-out time")).matches("[0-9]+");
    assertThat(cells.get(cells.indexOf("of the held-out time") + 2)).isEqualTo(figure);
    assertThat(texts(page, "p")).anyMatch(p -> p.matches("[2-6] steps: loss [0-9.]+ at .*"));
  }

  @Test
  void shouldShowATrainingOnCategoriesOfEvents() throws Exception {
    Invocation call = events("category(name)", page());
    assertThat(call.status()).as(call.err()).isZero();
    Document page = read(page());
    assertThat(texts(page, "h2")).containsAll(SECTIONS);
    assertThat(texts(page, "td")).anyMatch(cell -> cell.startsWith(NASTY + " ("));
    assertThat(texts(page, "li")).anyMatch(li -> li.contains("Probabilities"));
  }

  @Test
  void shouldWriteTheSameBytesOfTheSameTraining() throws Exception {
    Path again = folder.resolve("again.html");
    assertThat(episodes(false, page()).status()).isZero();
    assertThat(episodes(false, again).status()).isZero();
    assertThat(again).hasSameBinaryContentAs(page());
    assertThat(events("amount", page()).status()).isZero();
    assertThat(events("amount", again).status()).isZero();
    assertThat(again).hasSameBinaryContentAs(page());
  }

  @Test
  void shouldRefuseBeforeTrainingWhatCannotBeWritten() throws Exception {
    Path nowhere = folder.resolve("nowhere").resolve("page.html");
    for (Invocation call : List.of(episodes(false, nowhere), events("amount", nowhere))) {
      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err())
          .isEqualTo(
              "streamrecall: --report "
                  + nowhere
                  + " lies in no directory; create "
                  + nowhere.getParent()
                  + " first\n");
    }
    assertThat(events("amount", folder.resolve("model")).err())
        .contains(
            "--report " + folder.resolve("model") + " is the file of --out too; name another");
    assertThat(events("amount", folder.resolve("events.jsonl")).err())
        .contains("--report " + folder.resolve("events.jsonl") + " is the file of EVENTS ");
    assertThat(folder.resolve("model")).doesNotExist();
  }
}
