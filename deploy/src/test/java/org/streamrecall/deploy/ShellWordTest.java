package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShellWordTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("ab(),. '\"\\$`!*~#;\n&|<>")
        .ofMinLength(0)
        .ofMaxLength(12);
  }

  @Property(seed = "1", tries = 60)
  void shouldComeBackFromAShell(@ForAll("texts") String text) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s' " + ShellWord.of(text)).start();
    byte[] out = shell.getInputStream().readAllBytes();
    assertThat(new String(out, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void shouldQuoteWhatNeedsIt() {
    assertThat(ShellWord.of("a.b")).isEqualTo("a.b");
    assertThat(ShellWord.of("hour(at), x")).isEqualTo("\"hour(at), x\"");
    assertThat(ShellWord.of("it's $5")).isEqualTo("'it'\\''s $5'");
  }
}
