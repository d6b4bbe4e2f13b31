package org.streamrecall.client.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.streamrecall.client.json.Samples.text;
import static org.streamrecall.client.json.Samples.utf8;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.NGrams;
import org.streamrecall.model.Token;

class TokenJsonTest {
  private final TokenJson json = new TokenJson(Samples.NUMBERS);
  private final TokenJson texts = new TokenJson(Samples.TEXT);

  @Test
  void shouldReadEveryFieldAndIgnoreUnknownOnes() {
    Token token =
        token(
            "{'context':'c','tag':[1,0.5],'content':[-2,3e1],'time':17,'weight':2.5,'ref':'r',"
                + "'more':{'deep':[1]}}");
    assertThat(token)
        .usingRecursiveComparison()
        .isEqualTo(new Token("c", new float[] {1, 0.5f}, new float[] {-2, 30}, 17L, 2.5, "r"));
  }

  @Test
  void shouldFillInWhatIsLeftOut() {
    Token token = token("{'context':'c','tag':[1,2],'content':[0,0],'ref':null}");
    assertThat(token.time()).isEqualTo(Atom.NO_TIME);
    assertThat(token.weight()).isEqualTo(1);
    assertThat(token.ref()).isNull();
  }

  @Test
  void shouldReadForget() {
    assertThat(read(json, "{'context':'c','type':'forget'}"))
        .isEqualTo(new TokenRecord.Forgotten("c", Atom.NO_TIME));
    assertThat(read(json, "{'context':'c','type':'forget','time':7}"))
        .isEqualTo(new TokenRecord.Forgotten("c", 7));
  }

  @Test
  void shouldTellWhatIsWrongInItsOwnWords() {
    for (String broken : List.of("{'context':'c'", "{'context':'c','context':'d'}", "{} {}")) {
      assertThatThrownBy(() -> read(json, broken))
          .hasMessageStartingWith("the record is not JSON at byte ")
          .hasMessageEndingWith("; send one JSON object")
          .message()
          .doesNotContain("Feature", "[Source");
    }
  }

  @Test
  void shouldReadUtf8AndNoOtherText() {
    String token = "{\"context\":\"c\",\"tag\":[1,2],\"content\":[0,0]}";
    for (Charset other : List.of(UTF_16, UTF_16BE, UTF_16LE, Charset.forName("UTF-32"))) {
      assertThatThrownBy(() -> json.read(token.getBytes(other)))
          .as(other.name())
          .hasMessage(
              "the record is not UTF-8: it begins as UTF-16, UTF-32 or no text does; send one JSON"
                  + " object in UTF-8");
    }
    assertThat(json.read(token.getBytes(UTF_8)).context()).isEqualTo("c");
  }

  @Test
  void shouldHashTheTextThatTheSchemaNames() {
    TokenRecord one = read(texts, "{'context':'c','name':'Malta','content':[3]}");
    TokenRecord two = read(texts, "{'context':'c','name':['Malta','Peru'],'content':[3]}");
    assertThat(((TokenRecord.Told) one).token().tag())
        .isEqualTo(NGrams.features(List.of("Malta"), 1024));
    assertThat(((TokenRecord.Told) two).token().tag())
        .isEqualTo(NGrams.features(List.of("Malta", "Peru"), 1024));
  }

  @Test
  void shouldReadBackWhatItWrites() {
    Token token =
        new Token("c\n\"", new float[] {0.1f, 3.4e10f}, new float[] {1, -1e-30f}, 5, 3, "ü");
    assertThat(((TokenRecord.Told) json.read(TokenJson.write(token))).token())
        .usingRecursiveComparison()
        .isEqualTo(token);
    assertThat(text(TokenJson.forget("c"))).isEqualTo("{\"context\":\"c\",\"type\":\"forget\"}");
  }

  @Test
  void shouldWriteTextsInsteadOfTheTag() {
    Token token = Token.of("c", new float[0], new float[] {3}, 5);
    assertThat(text(TokenJson.write(token, "name", List.of("Malta"))))
        .isEqualTo("{\"context\":\"c\",\"name\":\"Malta\",\"content\":[3],\"time\":5}");
    assertThat(text(TokenJson.write(token, "name", List.of("Malta", "Peru"))))
        .contains("\"name\":[\"Malta\",\"Peru\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'context':'c','tag':[1,2             | not JSON at byte
          {'context':'c','tag':[1,2],'content':[1,2]} x | not JSON at byte
          {'context':'c','context':'d','tag':[1,2],'content':[1,2]} | Duplicate field 'context'
          [1]                                   | the record is [1], not a JSON object
          ~~                                    | the record is empty
          {'tag':[1,2],'content':[1,2]}         | context is missing
          {'context':'','tag':[1,2],'content':[1,2]} | context has 0 characters; it must have 1 to 1024
          {'context':7,'tag':[1,2],'content':[1,2]} | context=7 is not a text
          {'context':'c','content':[1,2]}       | tag is missing; send "tag":[2 numbers]
          {'context':'c','tag':[1,2]}           | content is missing; send "content":[2 numbers]
          {'context':'c','tag':[1,2,3],'content':[1,2]} | tag has 3 numbers, the schema says 2
          {'context':'c','tag':[1,2],'content':[1]} | content has 1 numbers, the schema says 2
          {'context':'c','tag':[1,NaN],'content':[1,2]} | tag[1]="NaN" is not finite
          {'context':'c','tag':[1,'NaN'],'content':[1,2]} | tag[1]="NaN" is not a number
          {'context':'c','tag':[1,1e39],'content':[1,2]} | tag[1]=1.0E39 is not finite in 32 bits
          {'context':'c','tag':[1,null],'content':[1,2]} | tag[1]=null is not a number
          {'context':'c','tag':'x','content':[1,2]} | tag="x" is not an array of numbers
          {'context':'c','tag':[1,2],'content':[1,2],'weight':-1} | weight=-1.0 is not a positive finite number
          {'context':'c','tag':[1,2],'content':[1,2],'weight':0} | weight=0.0 is not a positive finite number
          {'context':'c','tag':[1,2],'content':[1,2],'weight':'1'} | weight="1" is not a number
          {'context':'c','tag':[1,2],'content':[1,2],'time':1.5} | time=1.5 is not a whole number of milliseconds
          {'context':'c','tag':[1,2],'content':[1,2],'ref':'123456789012345678901234567890123'} | has 33 bytes of UTF-8, at most 32
          {'context':'\\ud800','tag':[1,2],'content':[1,2]} | context="\\ud800" holds half a surrogate pair
          {'context':'c','type':'erase'}        | type="erase" is not known
          """)
  void shouldRefuseWithFieldValueRuleAndRemedy(String record, String message) {
    assertThatThrownBy(() -> read(json, record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'context':'c','name':'a','content':[8]}     | content=[8.0] is not a slot
          {'context':'c','name':'a','content':[1,2]}   | content has 2 numbers, the schema says 1
          {'context':'c','content':[1]}                | tag is missing; send "name":".."
          {'context':'c','name':[],'content':[1]}      | name=[] is not a text or an array of texts
          {'context':'c','name':['a',1],'content':[1]} | name[1]=1 is not a text
          {'context':'c','name':'','content':[1]}      | is blank
          {'context':'c','name':'a','tag':[1],'content':[1]} | tag and name are both given
          """)
  void shouldRefuseTextsAndSlotsThatDoNotFit(String record, String message) {
    assertThatThrownBy(() -> read(texts, record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseWhatIsNestedTooDeep() {
    String deep = "[".repeat(100) + "]".repeat(100);
    assertThatThrownBy(() -> read(json, "{'context':'c','more':" + deep + "}"))
        .hasMessageContaining("nesting depth");
  }

  private Token token(String record) {
    return ((TokenRecord.Told) read(json, record)).token();
  }

  private static TokenRecord read(TokenJson json, String record) {
    return json.read(record == null ? new byte[0] : utf8(record.replace('\'', '"')));
  }
}
