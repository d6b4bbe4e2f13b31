package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
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

  /** Letters of one to four UTF-8 bytes, without halves of surrogate pairs. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @CharRange(from = 'A', to = 'z')
  @CharRange(from = '\u00e0', to = '\u04ff')
  @CharRange(from = '\u3041', to = '\u9fff')
  @StringLength(min = 1, max = 30)
  @interface UnicodeText {}

  @Property(tries = 300)
  void shouldHashAsTheRecipeSays(@ForAll @NotBlank @UnicodeText String text) {
    assertHashed(text);
  }

  @Test
  void shouldHashLettersBeyondTheFirstPlane() {
    assertHashed("\ud83d\ude00 \ud800\udf48");
  }

  private static void assertHashed(String text) {
    double[] counts = new double[64];
    int[] letters = ("^" + text.toLowerCase(Locale.ROOT) + "$").codePoints().toArray();
    for (int n = 1; n <= 3; n++) {
      for (int from = 0; from + n <= letters.length; from++) {
        CRC32 crc = new CRC32();
        crc.update(new String(letters, from, n).getBytes(StandardCharsets.UTF_8));
        counts[(int) (crc.getValue() % 64)] += (crc.getValue() >> 16 & 1) == 0 ? 1 : -1;
      }
    }
    double square = 0;
    for (double count : counts) {
      square += count * count;
    }
    float[] features = NGrams.features(List.of(text), 64);
    for (int i = 0; i < 64; i++) {
      double expected = square == 0 ? 0 : counts[i] / Math.sqrt(square);
      assertThat((double) features[i]).isCloseTo(expected, Offset.offset(1e-6));
    }
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
