package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
  @TempDir private Path folder;

  @Test
  void shouldPassOverWhatIsBlankOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "{}\n\n \t\r\nx\n{\n\n}");
    List<String> lines = new ArrayList<>();
    JsonLines.forEach(
        new InputFile("--tokens", file),
        (place, json) -> lines.add(place + " " + new String(json, StandardCharsets.UTF_8)));
    assertThat(lines).containsExactly(file + ":1 {}", file + ":4 x", file + ":5 {", file + ":7 }");
  }

  /** What comes after the last line's end is no line, unless there is something. */
  @ParameterizedTest
  @CsvSource({"'{}\n\n{}\n', 1", "'\r\n \n{}', 2", "'{}\n\t', 1", "'{}\n', 0", "'', 0"})
  void shouldTellWhichLinesAreBlank(String text, int blank) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), text);
    List<String> lines = new ArrayList<>();
    JsonLines.forEach(
        new InputFile("--events", file), (place, json) -> {}, () -> lines.add("blank"));
    assertThat(lines).hasSize(blank);
  }
}
