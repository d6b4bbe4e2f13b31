package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;

/**
 * Damaged bytes are refused, naming the damage and the remedy. Bytes that were changed and sealed
 * again are refused too, or give finite answers: never another exception, never an endless loop.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedMemoryTest {
  private static final int[] FLIPS = {1, 8, 64, 255};
  private static final int[] SWAPS = {1, 0x80, 0xff};
  private static final double[] ODD = {Double.NaN, Double.NEGATIVE_INFINITY, -1, 1e300};

  static Stream<GoldenMemory> goldens() {
    return GoldenMemory.all().stream().filter(golden -> golden.tokens() >= 10);
  }

  private static void restore(GoldenMemory golden, byte[] bytes) {
    new MeasureSketch(golden.layout()).restore(bytes, List.of());
  }

  private static void assertRefused(GoldenMemory golden, byte[] bytes) {
    assertThatThrownBy(() -> restore(golden, bytes))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the packed memory is damaged: ")
        .hasMessageEndingWith("; restore it from a checkpoint, or forget it");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldRefuseEveryTruncation(GoldenMemory golden) {
    byte[] memory = golden.memory();
    for (int length = 1; length < memory.length; length++) {
      assertRefused(golden, Arrays.copyOf(memory, length));
    }
    assertRefused(golden, Arrays.copyOf(memory, memory.length + 1));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldRefuseEveryFlippedByte(GoldenMemory golden) {
    byte[] memory = golden.memory();
    for (int at = 0; at < memory.length; at++) {
      for (int flip : FLIPS) {
        memory[at] ^= (byte) flip;
        assertRefused(golden, memory);
        memory[at] ^= (byte) flip;
      }
    }
  }

  @Property(tries = 500)
  void shouldRefuseGarbage(@ForAll @IntRange(min = 1, max = 4000) int length, @ForAll long seed) {
    byte[] garbage = new byte[length];
    new Random(seed).nextBytes(garbage);
    assertRefused(GoldenMemory.of("clusters-3003"), garbage);
  }

  // ---- changed, and sealed again ----

  private static byte[] sealed(byte[] bytes) {
    SketchHeader.seal(bytes, new CRC32());
    return bytes;
  }

  /** Asks, looks up and tells on, and allows only finite answers and clear refusals. */
  private static void assertFiniteOrRefused(GoldenMemory golden, byte[] bytes, String change) {
    Throwable thrown = catchThrowable(() -> use(golden, bytes, change));
    if (thrown instanceof AssertionError failed) {
      throw failed;
    }
    if (thrown != null) {
      assertThat(thrown)
          .as(golden.name() + " " + change)
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(
              "the (packed )?memory (is damaged: |is of version |belongs to schema |decays with )"
                  + ".+[;] .+");
    }
  }

  private static void use(GoldenMemory golden, byte[] bytes, String change) {
    MeasureSketch sketch = new MeasureSketch(golden.layout());
    sketch.restore(bytes, List.of());
    assertFinite(golden, sketch, change);
    List<Atom> more = golden.stream(2 * golden.layout().foldBatch());
    for (int i = 0; i < more.size(); i++) {
      sketch.add(more.get(i));
    }
    assertFinite(golden, sketch, change + ", told on");
    MeasureSketch again = new MeasureSketch(golden.layout());
    again.restore(sketch.memory(), sketch.recent());
    assertFinite(golden, again, change + ", told on and restored");
  }

  private static void assertFinite(GoldenMemory golden, MeasureSketch sketch, String change) {
    List<double[]> queries = golden.queries();
    for (double[] a : List.of(queries.get(0), queries.get(1), queries.get(7))) {
      Recollection recalled = SoftmaxRecall.recall(sketch, a);
      boolean finite = Double.isFinite(recalled.logMass());
      for (double value : recalled.value()) {
        finite &= Double.isFinite(value);
      }
      finite &= Double.isFinite(sketch.memoryError(a, recalled.shares(), recalled.value()));
      finite &= Double.isFinite(sketch.mass()) && Double.isFinite(recalled.effectiveTokens());
      assertThat(finite).as(golden.name() + " " + change).isTrue();
    }
    sketch.evidence(0);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldStandEveryByteChangedAndSealed(GoldenMemory golden) {
    byte[] memory = golden.memory();
    for (int at = 0; at < memory.length - 4; at++) {
      for (int swap : SWAPS) {
        byte[] changed = memory.clone();
        changed[at] ^= (byte) swap;
        assertFiniteOrRefused(golden, sealed(changed), "byte " + at + " ^ " + swap);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldStandOddNumbersAnywhere(GoldenMemory golden) {
    byte[] memory = golden.memory();
    for (int at = 0; at <= memory.length - 12; at++) {
      for (double odd : ODD) {
        byte[] changed = memory.clone();
        Packed.putDouble(changed, at, odd);
        assertFiniteOrRefused(golden, sealed(changed), odd + " at " + at);
        changed = memory.clone();
        Packed.putFloat(changed, at, odd);
        assertFiniteOrRefused(golden, sealed(changed), odd + "f at " + at);
      }
    }
  }

  @Property(tries = 1500)
  void shouldStandManyBytesChangedAndSealed(
      @ForAll @IntRange(min = 0, max = 6) int which,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll long seed) {
    List<GoldenMemory> goldens = goldens().toList();
    GoldenMemory golden = goldens.get(which % goldens.size());
    Random random = new Random(seed);
    byte[] memory = golden.memory();
    int from = random.nextInt(5) == 0 ? 5 : SketchFormat.HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      memory[from + random.nextInt(memory.length - 4 - from)] = (byte) random.nextInt();
    }
    assertFiniteOrRefused(golden, sealed(memory), count + " bytes, seed " + seed);
  }

  // ---- what the refusals say ----

  private static String refusal(GoldenMemory golden, byte[] bytes) {
    return catchThrowableOfType(
            IllegalArgumentException.class, () -> use(golden, sealed(bytes), ""))
        .getMessage();
  }

  @Test
  void shouldNameTheDamage() {
    GoldenMemory clusters = GoldenMemory.of("clusters-3003");
    byte[] memory = clusters.memory();
    Packed.putDouble(memory, 64, Double.NaN);
    assertThat(refusal(clusters, memory))
        .isEqualTo(
            "the packed memory is damaged: a part's mass is NaN, not a positive number to 1.0E120;"
                + " restore it from a checkpoint, or forget it");
    memory = clusters.memory();
    memory[64 + 23] = 99;
    assertThat(refusal(clusters, memory))
        .contains("damaged: a cluster has 99 cells, its layout has 10; restore");
    memory = clusters.memory();
    Packed.putInt(memory, 12, 1 << 30);
    assertThat(refusal(clusters, memory))
        .contains("damaged: its number of tokens is 3000, not from 1073741824 to");
    memory = clusters.memory();
    Packed.putLong(memory, 48, 17);
    assertThat(refusal(clusters, memory))
        .contains("newest time 1700002999000 is not within 64 half-lives after its landmark 17;");
  }

  @Test
  void shouldRefuseCellsThatWeighNothing() {
    GoldenMemory golden = GoldenMemory.of("memory-1000");
    byte[] memory = golden.memory();
    ClusterLayout layout = golden.layout().clusterLayout();
    int weights = 64 + layout.cellsAt() + layout.axes() * (layout.tagDims() + 2 + 4);
    Arrays.fill(memory, weights, weights + 2 * layout.cells(), (byte) 0);
    assertThat(refusal(golden, memory)).contains("damaged: a cell weighs nothing;");
  }

  @Test
  void shouldRefuseAReferenceThatWouldGrowWhenWrittenBack() {
    GoldenMemory clusters = GoldenMemory.of("clusters-3003");
    byte[] memory = clusters.memory();
    int ref = 64 + clusters.layout().clusterLayout().evidenceAt() + 20;
    memory[ref] = 32;
    Arrays.fill(memory, ref + 1, ref + 33, (byte) 0xfe); // each would become three bytes
    assertThat(refusal(clusters, memory))
        .contains("damaged: a reference is not 32 bytes of UTF-8;");
  }

  @Test
  void shouldNameTheDamageOfAnAtom() {
    GoldenMemory atoms = GoldenMemory.of("atoms-20");
    byte[] memory = atoms.memory();
    Packed.putFloat(memory, 64 + 8 + 4, Double.NaN);
    assertThat(refusal(atoms, memory))
        .isEqualTo(
            "the packed memory is damaged: of an atom, tag[1]=NaN is not finite; restore it from a"
                + " checkpoint, or forget it");
    memory = atoms.memory();
    Packed.putDouble(memory, 64, -1);
    assertThat(refusal(atoms, memory))
        .contains("damaged: of an atom, weight=-1.0 is not a positive finite number; restore it");
    memory = atoms.memory();
    Packed.putFloat(memory, 64 + 8, 1e16);
    assertThat(refusal(atoms, memory))
        .contains("damaged: of an atom, tag[0]=")
        .contains(" is beyond 1e15; restore it");
  }

  @Test
  void shouldRefuseTheBytesOfAnotherVersion() {
    GoldenMemory golden = GoldenMemory.of("memory-1000");
    byte[] memory = golden.memory();
    memory[4] = 4;
    assertThat(refusal(golden, memory))
        .isEqualTo(
            "the packed memory is of version 4, this program reads version 3; use the program that"
                + " wrote it, or forget it");
  }
}
