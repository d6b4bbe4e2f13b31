package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.measure.Atom;

class SchemaTest {
  private static final Schema NUMBERS = Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":3}"));
  private static final Schema SLOTS =
      Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":3,\"kind\":\"classification\"}"));

  @Test
  void shouldGiveEverythingButTheSizesADefault() {
    Fields fields = FieldsJson.parse("{\"tag\":2,\"content\":3}");
    assertThat(fields)
        .isEqualTo(Fields.builder().tag(2).content(3).build())
        .isEqualTo(
            Fields.builder()
                .tag(2)
                .text(null)
                .content(3)
                .inputs(0)
                .target(3)
                .kind(Kind.REGRESSION)
                .tagMap(TagMap.Kind.IDENTITY)
                .tagDims(2)
                .unit(TagMap.Unit.NONE)
                .readOut(ReadOutKind.MEAN)
                .lift(Lifting.NONE)
                .events(null)
                .build())
        .hasSameHashCodeAs(Fields.builder().tag(2).content(3).build())
        .isNotEqualTo(Fields.builder().tag(2).content(3).inputs(1).build());
    Fields text = FieldsJson.parse("{\"text\":\"name\",\"content\":8,\"kind\":\"classification\"}");
    assertThat(text)
        .isEqualTo(
            Fields.builder()
                .tag(1024)
                .text("name")
                .content(8)
                .target(1)
                .kind(Kind.CLASSIFICATION)
                .tagMap(TagMap.Kind.DISCRIMINANT)
                .tagDims(64)
                .unit(TagMap.Unit.NORMALISE)
                .build());
    assertThat(text)
        .isEqualTo(Fields.builder().text("name").content(8).kind(Kind.CLASSIFICATION).build());
    assertThat(FieldsJson.parse(FieldsJson.write(text))).isEqualTo(text);
  }

  @Test
  void shouldRefuseABadDeclarationByNameAsItDoesInJson() {
    Fields.Builder nothing = Fields.builder();
    assertThatThrownBy(nothing::build)
        .hasMessage("the schema's tag=(missing) is not a whole number from 1 to 65536");
    Fields.Builder large = Fields.builder().tag(2).content(257);
    assertThatThrownBy(large::build)
        .hasMessage("the schema's content=257 is not a whole number from 1 to 256");
    Fields.Builder wide = Fields.builder().tag(100).content(1);
    assertThatThrownBy(wide::build)
        .hasMessageStartingWith("tag=100 numbers do not fit 64 tag dimensions");
    assertThat(wide.tagMap(TagMap.Kind.PRINCIPAL).build().tagDims()).isEqualTo(64);
    Fields.Builder slots = Fields.builder().tag(1).content(4).kind(Kind.CLASSIFICATION);
    assertThatThrownBy(() -> slots.readOut(ReadOutKind.REGRESS).build())
        .hasMessageStartingWith("readOut=regress with kind=classification");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope | the schema is not JSON",
        "[] | the schema is not a JSON object",
        "{\"tag\":2} | the schema's content=(missing) is not a whole number from 1 to 256",
        "{\"tag\":0,\"content\":1} | the schema's tag=0 is not a whole number from 1 to 65536",
        "{\"tag\":2.5,\"content\":1} | the schema's tag=2.5 is not a whole number",
        "{\"tag\":2,\"content\":1,\"kind\":\"x\"} | kind=\"x\" is not one of [regression, classification]",
        "{\"tag\":2,\"content\":1,\"tga\":3} | a field \"tga\" that is not known; known are [tag, text",
        "{\"tag\":100,\"content\":1} | tag=100 numbers do not fit 64 tag dimensions; set tagMap to discriminant",
        "{\"tag\":2,\"content\":3,\"target\":2,\"kind\":\"classification\"} | target=2 with kind=classification"
      })
  void shouldRefuseABadDeclarationInWords(String json, String message) {
    assertThatThrownBy(() -> FieldsJson.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseTokensThatDoNotFit() {
    float nan = Float.NaN;
    assertRefused(NUMBERS, token(1, 0, 0, 0), "tag has 1 numbers, the schema says 2");
    assertRefused(
        NUMBERS,
        new Token("c", new float[] {1, nan}, new float[3], 0, 1, null),
        "tag[1]=NaN is not");
    assertRefused(NUMBERS, token(2, 1, 2), "content has 2 numbers, the schema says 3");
    assertRefused(NUMBERS, token(2, 1, nan, 2), "content[1]=NaN is not finite");
    assertRefused(SLOTS, token(2, 3), "content=[3.0] is not a slot; with content=3 in the schema");
    assertRefused(SLOTS, token(2, 0.5f), "content=[0.5] is not a slot");
    assertRefused(SLOTS, token(2, 0, 1), "a category is its slot's index alone: [slot]");
    assertRefused(
        SLOTS,
        new Token("c", new float[2], new float[1], 0, -1, null),
        "weight=-1.0 is not a positive finite number");
    assertRefused(
        SLOTS,
        new Token("c", new float[2], new float[1], 0, 1, "x".repeat(33)),
        "has 33 bytes of UTF-8, at most 32 are kept");
  }

  @Test
  void shouldRefuseQueriesThatDoNotFit() {
    Query query = new Query("q", "c", new float[2], new float[1], 0, null);
    assertThatThrownBy(() -> NUMBERS.embed(query))
        .hasMessage("inputs has 1 numbers, the schema says 0; send exactly that many");
  }

  @Test
  void shouldStoreASlotAsAUnitVector() {
    Atom atom = SLOTS.embed(token(2, 2));
    assertThat(atom.content()).containsExactly(0, 0, 1);
  }

  @Test
  void shouldChangeItsHashWithEverythingAMemoryDependsOn() {
    Schema scaled =
        new Schema(
            NUMBERS.fields(),
            new TagMap(new double[2], new double[] {1, 2}, null, TagMap.Unit.NONE, 1),
            NUMBERS.lift());
    assertThat(NUMBERS.hash()).startsWith("sha256:").isNotEqualTo(SLOTS.hash());
    assertThat(scaled.hash()).isNotEqualTo(NUMBERS.hash());
    assertThat(Schema.of(NUMBERS.fields()).hash()).isEqualTo(NUMBERS.hash());
  }

  @Property
  void shouldGiveUnitTagsLengthOne(@ForAll float x, @ForAll float y) {
    float[] raw = {bounded(x), bounded(y)};
    for (TagMap.Unit unit : new TagMap.Unit[] {TagMap.Unit.NORMALISE, TagMap.Unit.LIFT}) {
      float[] v = TagMap.identity(2, unit).apply(raw);
      double square = 0;
      for (float component : v) {
        square += component * component;
      }
      boolean nothing = raw[0] == 0 && raw[1] == 0 && unit == TagMap.Unit.NORMALISE;
      assertThat(square).isCloseTo(nothing ? 0 : 1, Offset.offset(1e-5));
    }
  }

  @Test
  void shouldTellAStandardisedTagInTheUsersNumbersAgain() {
    double[] mean = {10, -3};
    double[] scale = {0.5, 4};
    TagMap map = new TagMap(mean, scale, null, TagMap.Unit.NONE, 1);
    assertThat(map.raw(map.apply(new float[] {7, 9})))
        .containsExactly(new float[] {7, 9}, Offset.offset(1e-5f));
    assertThat(map.isReadable()).isTrue();
    assertThat(TagMap.identity(2, TagMap.Unit.NORMALISE).isReadable()).isFalse();
  }

  private static float bounded(float x) {
    return Float.isFinite(x) && Math.abs(x) < 1e15 && Math.abs(x) > 1e-15 ? x : 0;
  }

  private static Token token(int tagDims, float... content) {
    return Token.of("c", new float[tagDims], content, 0);
  }

  private static void assertRefused(Schema schema, Token token, String message) {
    assertThatThrownBy(() -> schema.embed(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
