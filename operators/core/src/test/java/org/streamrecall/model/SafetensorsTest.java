package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final byte[] MODEL =
      Safetensors.write(
          Map.of(
              "beta", Tensor.of(new double[] {8, 0.5}, 2),
              "bias", Tensor.of(new float[] {1.5f}, 1, 1)),
          Map.of("seed", "7", "format", "pt"));

  /** Byte for byte what the format's own writer makes of these tensors. */
  @Test
  void shouldWriteTheDocumentedLayout() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"seed\":\"7\"},"
            + "\"beta\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},"
            + "\"bias\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[16,20]}}";
    ByteBuffer file = ByteBuffer.wrap(MODEL).order(ByteOrder.LITTLE_ENDIAN);
    long length = file.getLong();
    assertThat(length % 8).isZero();
    String json = new String(MODEL, 8, (int) length, StandardCharsets.UTF_8);
    assertThat(json.stripTrailing()).isEqualTo(header);
    assertThat(json.substring(header.length())).isBlank();
    file.position(8 + (int) length);
    assertThat(file.getDouble()).isEqualTo(8);
    assertThat(file.getDouble()).isEqualTo(0.5);
    assertThat(file.getFloat()).isEqualTo(1.5f);
    assertThat(file.hasRemaining()).isFalse();
  }

  @Test
  void shouldWriteEqualBytesWhateverTheOrderOfNames() {
    Map<String, Tensor> forward = new LinkedHashMap<>();
    Map<String, Tensor> backward = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forward.put("t" + i, Tensor.of(new double[] {i}, 1));
      backward.put("t" + (19 - i), Tensor.of(new double[] {19 - i}, 1));
    }
    assertThat(Safetensors.write(forward, Map.of()))
        .isEqualTo(Safetensors.write(backward, Map.of()));
  }

  @Test
  void shouldGiveTensorsByNameTypeAndShape() {
    Safetensors file = Safetensors.read(MODEL);
    assertThat(file.doubles("beta", 2)).containsExactly(8, 0.5);
    assertThat(file.floats("bias", 1, 1)).containsExactly(1.5f);
    assertThat(file.require("seed")).isEqualTo("7");
    assertThatThrownBy(() -> file.doubles("wq", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the file has no tensor \"wq\", only [beta, bias]; train anew");
    assertThatThrownBy(() -> file.doubles("beta", 1, 2))
        .hasMessage("tensor \"beta\" is F64[2], not F64[1, 2] as the metadata says; train anew");
    assertThatThrownBy(() -> file.floats("beta", 2))
        .hasMessage("tensor \"beta\" is F64[2], not F32[2] as the metadata says; train anew");
    assertThatThrownBy(() -> file.require("schema"))
        .hasMessage("the file's metadata has no \"schema\", only [format, seed]; train anew");
  }

  @Test
  void shouldRefuseNumbersThatAreNotFinite() {
    Safetensors file =
        Safetensors.read(
            Safetensors.write(
                Map.of("beta", Tensor.of(new double[] {1, Double.NaN}, 2)), Map.of()));
    assertThatThrownBy(() -> file.doubles("beta", 2))
        .hasMessage("tensor \"beta\"[1]=NaN is not finite; train anew");
  }

  @Test
  void shouldRefuseTensorsThatDoNotFitTheirShape() {
    assertThatThrownBy(() -> Tensor.of(new double[3], 2))
        .hasMessage("a tensor of F64[2] has 16 bytes, but 24 are given; correct the shape");
    assertThatThrownBy(() -> Tensor.of(new double[1], Long.MAX_VALUE, 4))
        .hasMessageContaining("is no array: sizes are at least 0 and their product fits 63 bits");
    assertThatThrownBy(
            () -> Safetensors.write(Map.of("__metadata__", Tensor.of(new double[0], 0)), Map.of()))
        .hasMessage("a tensor is named \"__metadata__\", which the format reserves; rename it");
  }

  @Test
  void shouldRefuseEveryTruncation() {
    for (int length = 0; length < MODEL.length; length++) {
      byte[] truncated = Arrays.copyOf(MODEL, length);
      assertThatThrownBy(() -> Safetensors.read(truncated))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a safetensors file: its ")
          .hasMessageEndingWith("; copy the file again or train anew");
    }
  }

  @Test
  void shouldRefuseAHeaderThatClaimsTooMuch() {
    assertThatThrownBy(() -> Safetensors.read(withLength(100)))
        .hasMessageContaining("header claims 100 bytes, only 2 follow");
    assertThatThrownBy(() -> Safetensors.read(withLength(100_000_001)))
        .hasMessageContaining("header claims 100000001 bytes, at most 100000000 are allowed");
    assertThatThrownBy(() -> Safetensors.read(withLength(-1)))
        .hasMessageContaining("header claims 18446744073709551615 bytes, at most 100000000");
    assertThatThrownBy(() -> Safetensors.read(withLength(0)))
        .hasMessageContaining("header does not begin with {");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":                                   | header is not JSON",
        "[]                                        | header does not begin with {",
        "{} {}                                     | header is not JSON",
        "{\"a\":1}                                 | tensor \"a\" is not described by dtype",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":0}} | tensor \"a\" is not",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}} | unknown dtype \"F31\"",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,4]}} | needs 8 bytes, data_offsets give 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | of F32[2] needs 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | shape[0] is not a whole number",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}} | shape[0] is not a whole number",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}} | shape is not an array",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967297],\"data_offsets\":[0,4]}} | fits 63 bits",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}} | not a whole number",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | has no range in data_offsets=[4,0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}} | has no range in data_offsets=[0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | begins at data byte 4, the one before it ends at 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | end at data byte 12, but the file has 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}} | begins at data byte 3, the one before it ends at 4",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}} | begins at data byte 3, the one before it ends at 1",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | Duplicate",
        "{} | end at data byte 0, but the file has 4",
        "{\"__metadata__\":{\"seed\":7}} | __metadata__.seed is not a string",
        "{\"__metadata__\":[]} | __metadata__ is not a JSON object",
      })
  void shouldRefuseHostileHeaders(String header, String reason) {
    assertThatThrownBy(() -> Safetensors.read(file(header, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a safetensors file: its ")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldRefuseDeepNestingAndBrokenText() {
    assertThatThrownBy(() -> Safetensors.read(file("{\"a\":" + "[".repeat(100_000), 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header is not JSON");
    byte[] broken = file("{\"a\":1}", 0);
    broken[10] = (byte) 0xff;
    assertThatThrownBy(() -> Safetensors.read(broken)).hasMessageContaining("is not UTF-8");
  }

  private static byte[] withLength(long length) {
    return ByteBuffer.allocate(10)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put((byte) '[')
        .array();
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
