package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafetensorsLawTest {
  @Property(tries = 300)
  void shouldReadWhatWasWritten(
      @ForAll("tensors") Map<String, Tensor> tensors,
      @ForAll("metadata") Map<String, String> metadata) {
    byte[] file = Safetensors.write(tensors, metadata);
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors()).isEqualTo(tensors);
    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(Safetensors.write(read.tensors(), read.metadata())).isEqualTo(file);
  }

  /** A damaged file is read (when only numbers changed) or refused with the one exception. */
  @Property(tries = 2000)
  void shouldNeverThrowAnythingButARefusal(
      @ForAll("tensors") Map<String, Tensor> tensors, @ForAll long seed) {
    byte[] file = mutated(Safetensors.write(tensors, Map.of("seed", "7")), new Random(seed));
    try {
      Safetensors.read(file);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).startsWith("not a safetensors file: its ");
    }
  }

  private static byte[] mutated(byte[] file, Random random) {
    byte[] out = file;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(out.length);
      switch (random.nextInt(4)) {
        case 0 -> out[at] = (byte) random.nextInt();
        case 1 -> out = Arrays.copyOf(out, Math.max(1, at));
        case 2 -> out[at] = (byte) "0123456789{}[]\",:- ".charAt(random.nextInt(19));
        default -> {
          int from = random.nextInt(out.length);
          int length = Math.min(out.length - Math.max(at, from), random.nextInt(16));
          System.arraycopy(out.clone(), from, out, at, length);
        }
      }
    }
    return out;
  }

  @Provide
  Arbitrary<Map<String, Tensor>> tensors() {
    return Arbitraries.maps(text(), tensor()).ofMaxSize(5);
  }

  @Provide
  Arbitrary<Map<String, String>> metadata() {
    return Arbitraries.maps(text(), text()).ofMaxSize(4);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .ofMaxLength(8)
        .filter(s -> s.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000));
  }

  private static Arbitrary<Tensor> tensor() {
    Arbitrary<List<Long>> shapes = Arbitraries.longs().between(0, 4).list().ofMaxSize(3);
    return Combinators.combine(Arbitraries.of(Tensor.Type.class), shapes, Arbitraries.longs())
        .as(
            (type, shape, seed) -> {
              long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
              byte[] data = new byte[(int) Tensor.byteLength(type, sizes)];
              new Random(seed).nextBytes(data);
              return new Tensor(type, sizes, data);
            });
  }

  @Property(tries = 100)
  void shouldKeepEveryBitOfANumber(@ForAll double[] doubles, @ForAll float[] floats) {
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("d", Tensor.of(doubles, doubles.length));
    tensors.put("f", Tensor.of(floats, floats.length));
    Safetensors read = Safetensors.read(Safetensors.write(tensors, Map.of()));
    assertThat(read.tensors().get("d").doubles()).isEqualTo(doubles);
    assertThat(read.tensors().get("f").floats()).isEqualTo(floats);
  }
}
