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
}
