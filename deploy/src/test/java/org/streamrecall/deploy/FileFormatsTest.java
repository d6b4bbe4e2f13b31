package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code replay} on files as other programs write them: the events are the same whatever it is. */
class FileFormatsTest {
  @TempDir private Path folder;

  /** What is foretold from these is what is foretold from them all. */
  private static final List<String> ROWS =
      List.of("key,at,v", "k0,2024-01-01,10.5", "ä1,2024-01-02,-3", "k0,2024-01-03,1200.25");

  private static Path sample(String name) {
    return Path.of(FileFormatsTest.class.getResource("formats/" + name).getPath());
  }

  private static Invocation replay(Path file, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("replay", file, "--key", "key", "--time", "at", "--predict", "v", "--like"));
    args.add("lag(v,1)");
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private Path written(String name, Charset charset, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(charset));
  }

  private static void assertSame(Invocation replay) throws IOException {
    assertThat(replay.status()).as(replay.err()).isZero();
    List<String> keys = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (String line : replay.out().lines().toList()) {
      JsonNode event = EventReplays.JSON.readTree(line);
      keys.add(event.get("key").asText());
      numbers.add(event.get("v").asDouble());
      assertThat(event.get("v").isNumber()).isTrue();
    }
    assertThat(keys).containsExactly("k0", "ä1", "k0");
    assertThat(numbers).containsExactly(10.5, -3.0, 1200.25);
  }

  @ParameterizedTest
  @CsvSource({"';','\";\"'", "'\t',a tab", "'|','\"|\"'"})
  void shouldFindWhatSeparatesCells(String separator, String said) throws IOException {
    String text = String.join("\r\n", ROWS).replace(",", separator);
    Path file = written("events.csv", StandardCharsets.UTF_8, text);
    assertSame(replay(file));
    assertThat(replay(file).err()).isEqualTo(file + ": cells are separated by " + said + "\n");
    assertThat(replay(file, "--separator", separator).err()).isEmpty();
  }

  @Test
  void shouldReadDecimalCommas() throws IOException {
    String text = "key;at;v\nk0;2024-01-01;10,5\nä1;2024-01-02;-3\nk0;2024-01-03;1.200,25\n";
    Path file = written("events.csv", StandardCharsets.UTF_8, text);
    assertSame(replay(file));
    assertThat(replay(file).err()).endsWith("\";\", and numbers have a decimal comma\n");
    Invocation points = replay(file, "--decimal", ".");
    assertThat(points.status()).isEqualTo(1);
    assertThat(points.err()).contains("10,5");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16,''", "UTF-16LE,\uFEFF", "UTF-8,\uFEFF", "UTF-32BE,\uFEFF"})
  void shouldReadWhatAByteOrderMarkTells(String charset, String mark) throws IOException {
    String text = mark.replace("\\uFEFF", "\uFEFF") + String.join("\n", ROWS);
    assertSame(replay(written("events.csv", Charset.forName(charset), text)));
  }

  @Test
  void shouldReadOtherCharactersWhereTheyAreSaid() throws IOException {
    Path file = written("events.csv", StandardCharsets.ISO_8859_1, String.join("\n", ROWS));
    assertSame(replay(file, "--charset", "windows-1252"));
    Invocation unsaid = replay(file);
    assertThat(unsaid.status()).isEqualTo(1);
    assertThat(unsaid.err()).contains("is not UTF-8").contains("say --charset");
    assertThat(replay(file, "--charset", "utf8x").err())
        .contains("'utf8x' is none; say a name as UTF-8");
  }

  @Test
  void shouldPassOverCommentsAndSayIt() throws IOException {
    String comment = "# it's \"so, he said\n";
    String text = comment + ROWS.get(0) + "\n" + String.join("\n" + comment, ROWS.subList(1, 4));
    Path file = written("events.csv", StandardCharsets.UTF_8, text);
    assertSame(replay(file));
    assertThat(replay(file).err()).containsOnlyOnce("lines that begin with # are comments");
    Path above = written("above.csv", StandardCharsets.UTF_8, comment + String.join("\n", ROWS));
    assertSame(replay(above));
    assertThat(replay(above).err()).isEmpty();
  }

  @Test
  void shouldRefuseARowOfUnits() throws IOException {
    String text = "key;at;v\n;s;degC\nk;2024-01-01;1,5\nk;2024-01-02;2,5\n";
    Invocation replay = replay(written("events.csv", StandardCharsets.UTF_8, text));
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.out()).isEmpty();
    assertThat(replay.err())
        .contains("events.csv:2: the row under the names is no event")
        .contains("\"degC\"; delete it");
  }

  /** A key must be the same from a file and from Kafka, unless it is asked for. */
  @Test
  void shouldTrimNamesAlwaysAndTextsIfAsked() {
    Path file = sample("spaces.csv");
    assertThat(replay(file).out()).startsWith("{\"key\":\"k0 \",");
    assertThat(replay(file, "--trim").out()).startsWith("{\"key\":\"k0\",\"at\":\"2024-01-01 00");
  }

  @Test
  void shouldReadCsvFromStandardInput() throws IOException {
    InputStream before = System.in;
    try {
      byte[] rows = String.join("\n", ROWS).getBytes(StandardCharsets.UTF_8);
      System.setIn(new ByteArrayInputStream(rows));
      assertSame(replay(Path.of("-"), "--format", "csv"));
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bom_crlf.csv.gz", "decimal_comma.csv", "tab.tsv", "array.jsonl"})
  void shouldChooseByEachSample(String name) {
    String field = name.startsWith("array") ? "v[0]" : "v";
    Invocation replay = Invocation.of("replay", sample(name), "--key", "key", "--predict", field);
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.err()).contains("at is the time").contains("hour(at)");
    assertThat(replay.out().lines()).hasSize(60).allMatch(line -> line.contains("\"recall\":{"));
  }

  // ---- missing values ----

  @Test
  void shouldTakeMarksOfWhatIsMissing() throws IOException {
    String text =
        "key,at,v,x\nk,2024-01-01,1,NA\nk,2024-01-02,?,2\nk,2024-01-03,-999,\nk,NaN,3,N/A\n";
    Path file = written("events.csv", StandardCharsets.UTF_8, text);
    Invocation replay = replay(file, "--missing", "-999,X");
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.out().lines().skip(2)).allMatch(line -> line.contains("\"tokens\":1,"));
  }

  /** As Python's json.dumps writes them; what is added to is JSON all the same. */
  @Test
  void shouldTakeABareNaNForMissingAndRefuseWhatIsInfinite() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String x = i % 4 == 3 ? "NaN" : String.valueOf(i % 3);
      lines.add("{\"at\": \"2024-01-%02d\", \"x\": %s, \"other\": NaN}".formatted(1 + i % 28, x));
    }
    lines.add("{\"at\": \"2024-03-01\", \"x\": -Infinity}");
    lines.add("{\"at\": \"2024-03-02\", \"x\": 1, \"other\": [Infinity]}");
    Path file = written("events.jsonl", StandardCharsets.UTF_8, String.join("\n", lines));
    Path none =
        written(
            "none.jsonl", StandardCharsets.UTF_8, String.join("\n", lines).replace("NaN", "null"));
    Invocation replay = Invocation.of("replay", file, "--predict", "next(x)");
    assertThat(replay.out())
        .isEqualTo(Invocation.of("replay", none, "--predict", "next(x)").out())
        .doesNotContain("NaN");
    assertThat(replay.out().lines()).hasSize(42).allSatisfy(EventReplays.JSON::readTree);
    assertThat(replay.err())
        .contains("lag(x,1..3)")
        .contains("events.jsonl:41: x=-Infinity is not finite, and no JSON; send a finite number")
        .contains("events.jsonl:42: other=Infinity is not finite, and no JSON; ")
        .contains("2 of 42 events were refused");
  }

  @Test
  void shouldSayOnceWhatIsHardlyEverThere() throws IOException {
    List<String> lines = new ArrayList<>(List.of("key,at,v", "k,2024-01-01,1", "k,2024-01-01,2"));
    lines.addAll(Collections.nCopies(18, "k,2024-01-02,null"));
    Path file = written("events.csv", StandardCharsets.UTF_8, String.join("\n", lines));
    assertThat(replay(file).err())
        .isEqualTo(
            "v is missing in 18 of 20 events, which are read without it; correct it, or leave it"
                + " out\n18 events have the key and the time of another, 17 of them its values too:"
                + " each is learned; take out what came twice, or name a key or a time that tells the"
                + " others apart\n");
    assertThat(replay(file).status()).isZero();
  }

  @Test
  void shouldRefuseWhatIsNotFiniteOnly() {
    Invocation replay = replay(sample("missing_markers.csv"));
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err().lines().limit(4))
        .allMatch(line -> line.contains("is not finite; send"));
    Invocation chosen =
        Invocation.of("replay", sample("missing_in_like.csv"), "--key", "key", "--predict", "v");
    assertThat(chosen.err()).contains("lag(v,1), x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bools.csv", "strnum.jsonl"})
  void shouldReadNumbersInTexts(String name) {
    String field = name.startsWith("bools") ? "flag" : "v";
    Invocation replay =
        Invocation.of(
            "replay", sample(name), "--key", "key", "--like", "lag(v,1)", "--predict", field);
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.err()).isEmpty();
  }

  // ---- times ----

  @ParameterizedTest
  @ValueSource(
      strings = {"time_basic.csv", "time_offnocolon.csv", "time_sec.csv", "time_sputc.csv"})
  void shouldFindTimesInTheirForms(String name) {
    Invocation replay = Invocation.of("replay", sample(name), "--key", "key", "--predict", "v");
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.err()).startsWith("--time was left out: at is the time");
    assertThat(replay.out())
        .contains("\"firstTime\":17040")
        .doesNotContain("\"firstTime\":170406720,");
  }

  @ParameterizedTest
  @CsvSource({
    "time_eu.csv,dd.MM.yyyy HH:mm",
    "time_us.csv,MM/dd/yyyy hh:mm a",
    "time_yyyymmdd.csv,yyyyMMdd",
    "time_yyyymmddhhmm.csv,yyyyMMddHHmm"
  })
  void shouldReadTimesByAFormatAndRefuseThemWithout(String name, String format) {
    List<Object> chosen = List.of("replay", sample(name), "--key", "key", "--predict", "v");
    Invocation unsaid = Invocation.of(chosen.toArray());
    assertThat(unsaid.status()).isEqualTo(1);
    assertThat(unsaid.out()).isEmpty();
    assertThat(unsaid.err()).contains("--time-format", format).hasLineCount(1);
    assertThat(replay(sample(name)).out().lines()).allMatch(line -> line.contains("refused"));
    Invocation said = replay(sample(name), "--time-format", format, "--zone", "Europe/Berlin");
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).contains("\"firstTime\":1704");
  }

  // ---- JSON ----

  private static final String FIRST = "{\"key\":\"k0\",\"at\":\"2024-01-01\",\"v\":10.5}";
  private static final String SECOND =
      "{\"key\":\"ä1\",\n  \"o\":[{\"s\":\"]},{\\\"\"}],\r\n\n \"at\":\"2024-01-02\",\"v\":-3\n}";
  private static final String THIRD = "{\"key\":\"k0\",\"at\":\"2024-01-03\",\"v\":1200.25}";

  @ParameterizedTest
  @CsvSource({"'\n','',''", "',','[',']'", "' ,\n','\n[ ',' ]\n'"})
  void shouldReadObjectsHoweverTheyAreLaidOut(String between, String before, String after)
      throws IOException {
    String text = before + String.join(between, FIRST, SECOND, THIRD) + after;
    assertSame(replay(written("events.json", StandardCharsets.UTF_8, text)));
  }

  /** A line that is cut takes none of the next with it, nor their blank lines. */
  @Test
  void shouldKeepABrokenLineByItself() throws IOException {
    String text = String.join("\n", FIRST, "{\"key\":\"k\",\"v\":", "", "x", THIRD, "{\"key\":\"");
    Invocation replay = replay(written("events.jsonl", StandardCharsets.UTF_8, text));
    assertThat(replay.status()).isEqualTo(1);
    List<Boolean> answered =
        Arrays.stream(replay.out().split("\n")).map(line -> line.startsWith("{\"key")).toList();
    assertThat(answered).containsExactly(true, false, false, false, true, false);
    assertThat(replay.out().split("\n")[2]).isEmpty();
    assertThat(replay.err()).contains("events.jsonl:2:", "events.jsonl:4:", "events.jsonl:6:");
  }

  @Test
  void shouldSayThatAnArrayIsCutShort() throws IOException {
    Invocation replay =
        replay(written("events.json", StandardCharsets.UTF_8, "[" + FIRST + ",\n" + THIRD));
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err()).contains("events.json:2: the array has no end");
    assertThat(replay.out().lines()).hasSize(3);
  }
}
