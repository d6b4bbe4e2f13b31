package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NGramsTest {
  @Property(tries = 200)
  void shouldHaveUnitLengthForAnyText(@ForAll @NotBlank @StringLength(max = 40) String text) {
    double square = 0;
    for (float x : NGrams.features(List.of(text), 1024)) {
      square += x * x;
    }
    assertThat(square).isCloseTo(1, Offset.offset(1e-5));
  }

  @Test
  void shouldHashAsTheRecipeSays() {
    // "^a$": grams ^ ^a ^a$ a a$ $, each ±1 at CRC32 mod 4096, then unit length
    float[] x = NGrams.features(List.of("A"), 4096);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update('a');
    float sign = (crc.getValue() >> 16 & 1) == 0 ? 1 : -1;
    assertThat(x[(int) (crc.getValue() % 4096)])
        .isCloseTo(sign / (float) Math.sqrt(6), Offset.offset(1e-6f));
  }

  @Test
  void shouldWeighEachTextOfAPhraseAlike() {
    float[] a = NGrams.features(List.of("ab"), 1024);
    float[] b = NGrams.features(List.of("a much longer text than the other"), 1024);
    float[] both = NGrams.features(List.of("ab", "a much longer text than the other"), 1024);
    double withA = 0;
    double withB = 0;
    for (int i = 0; i < 1024; i++) {
      withA += a[i] * both[i];
      withB += b[i] * both[i];
    }
    assertThat(withA).isCloseTo(withB, Offset.offset(1e-5));
  }

  @Test
  void shouldRefuseNoText() {
    assertThatThrownBy(() -> NGrams.features(List.of(), 8)).hasMessageContaining("without a text");
    assertThatThrownBy(() -> NGrams.features(List.of(" "), 8)).hasMessageContaining("blank");
  }
}
