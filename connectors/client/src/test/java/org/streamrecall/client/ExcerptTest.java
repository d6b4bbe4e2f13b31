package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void shouldKeepWhatFits() {
    assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
    assertThat(Excerpt.of(null, 3)).isNull();
  }

  @Test
  void shouldSayHowLongTheTextWas() {
    assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc.. (cut, 4 characters in all)");
  }

  @Test
  void shouldNotTearACharacter() {
    String smile = "\uD83D\uDE00";
    assertThat(Excerpt.of("ab" + smile + "c", 3)).isEqualTo("ab.. (cut, 5 characters in all)");
    assertThat(Excerpt.of("a" + smile + "bc", 3)).startsWith("a" + smile + "..");
  }
}
