package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WholeTextTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "\ud83d", "\ude00", "\udbff\udfff", "\0", "\u00e9")
        .list()
        .ofMaxSize(80)
        .map(parts -> String.join("", parts));
  }

  @Property
  void shouldLetPassWhatComesBackFromUtf8(@ForAll("texts") String text) {
    String back = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(WholeText.is(text)).isEqualTo(back.equals(text));
    assertThat(WholeText.is(WholeText.shown(text))).isTrue();
    assertThat(WholeText.shown(text).length()).isLessThan(6 * 61 + 4);
  }

  @Test
  void shouldNameWhatIsHalf() {
    assertThat(WholeText.require("key", "\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    assertThatThrownBy(() -> WholeText.require("key", "a\0\udc00\ud83d\ude00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key=\"a\\u0000\\udc00\ud83d\ude00\" holds half a surrogate pair, which is no"
                + " character; send whole characters");
    assertThat(WholeText.shown("a".repeat(61))).isEqualTo('"' + "a".repeat(60) + "..\"");
  }

  @Test
  void shouldKeepNoRefThatCouldNotComeBack() {
    float[] one = {1};
    assertThatThrownBy(() -> new Atom(one, one, 1, 0, "r\ud800"))
        .hasMessage(
            "ref=\"r\\ud800\" holds half a surrogate pair, which is no character; send whole"
                + " characters");
  }
}
