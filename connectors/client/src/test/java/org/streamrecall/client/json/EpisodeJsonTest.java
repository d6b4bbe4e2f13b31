package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;

class EpisodeJsonTest {
  private static final EpisodeJson NUMBERS =
      new EpisodeJson(FieldsJson.parse("{\"tag\":2,\"content\":1,\"inputs\":1}"));
  private static final EpisodeJson TEXTS =
      new EpisodeJson(
          FieldsJson.parse("{\"text\":\"name\",\"content\":8,\"kind\":\"classification\"}"));

  @Test
  void shouldReadTokensAndQueriesWithoutContextAndId() {
    Episode episode =
        read(
            NUMBERS,
            "{\"context\":[{\"tag\":[1,2],\"content\":[3],\"weight\":2,\"ref\":\"r\",\"time\":5}],"
                + "\"queries\":[{\"tag\":[4,5],\"inputs\":[6],\"target\":[7.5]}]}");
    assertThat(episode.name()).isEqualTo("e.jsonl:1");
    assertThat(episode.classes()).isNull();
    Token token = episode.tokens().get(0);
    assertThat(token.tag()).containsExactly(1, 2);
    assertThat(token.content()).containsExactly(3);
    assertThat(token.weight()).isEqualTo(2);
    assertThat(token.time()).isEqualTo(5);
    assertThat(token.ref()).isEqualTo("r");
    Query query = episode.queries().get(0).query();
    assertThat(query.tag()).containsExactly(4, 5);
    assertThat(query.inputs()).containsExactly(6);
    assertThat(query.time()).isEqualTo(Atom.NO_TIME);
    assertThat(episode.queries().get(0).target()).containsExactly(7.5f);
  }

  @Test
  void shouldShareTheFeaturesOfEqualTexts() {
    String line =
        "{\"context\":[{\"name\":\"sweden\",\"content\":[0],\"class\":\"sv\"},"
            + "{\"name\":\"sweden\",\"content\":[1],\"class\":\"en\"}],"
            + "\"queries\":[{\"name\":[\"sweden\",\"norway\"],\"target\":[1]}]}";
    Episode first = read(TEXTS, line);
    Episode second = read(TEXTS, line);
    float[] tag = first.tokens().get(0).tag();
    assertThat(tag).hasSize(Fields.TEXT_SLOTS);
    assertThat(first.tokens().get(1).tag()).isSameAs(tag);
    assertThat(second.tokens().get(0).tag()).isSameAs(tag);
    assertThat(first.queries().get(0).query().tag()).isNotEqualTo(tag);
    assertThat(first.classes()).containsExactly("sv", "en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"queries\":[]} | context is missing, an array of objects is needed; write {\"context\":[",
        "{\"context\":{},\"queries\":[]} | context={}, an array of objects is needed",
        "{\"context\":[]} | queries is missing, an array of objects is needed",
        "{\"context\":[],\"queries\":[]} | episode e.jsonl:1 has 0 tokens and 0 queries",
        "{\"context\":[7],\"queries\":[]} | context[0]: 7 is not a JSON object",
        "{\"context\":[T,{\"tag\":[1],\"content\":[1]}],\"queries\":[]} | context[1]: tag has 1 numbers, the schema says 2",
        "{\"context\":[{\"tag\":[1,NaN],\"content\":[1]}],\"queries\":[]} | context[0]: tag[1]=",
        "{\"context\":[{\"tag\":[1,1],\"content\":[1],\"weight\":-1}],\"queries\":[]} | context[0]: weight=-1.0 is not a positive",
        "{\"context\":[T],\"queries\":[{\"tag\":[1,1],\"inputs\":[1]}]} | queries[0]: target is missing; send \"target\":[1 numbers]",
        "{\"context\":[T],\"queries\":[{\"tag\":[1,1],\"inputs\":[1],\"target\":[1,2]}]} | queries[0]: target has 2 numbers, the schema says 1",
        "{\"context\":[T],\"queries\":[{\"tag\":[1,1],\"target\":[1]}]} | queries[0]: inputs is missing",
        "{\"context\":[{\"tag\":[1,1],\"content\":[1],\"class\":\"a\"},T],\"queries\":[]} | context[1]: class is missing, but the tokens before it have one; give every token",
        "{\"context\":[T,{\"tag\":[1,1],\"content\":[1],\"class\":\"a\"}],\"queries\":[]} | context[1]: class=\"a\" is given, but the tokens before it have none; give every",
        "{\"context\":[ | the record is not JSON",
      })
  void shouldSayWhereAnEpisodeIsWrong(String line, String message) {
    assertThatThrownBy(() -> read(NUMBERS, line.replace("T", "{\"tag\":[1,1],\"content\":[1]}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseATargetThatIsNoSlot() {
    assertThatThrownBy(
            () ->
                read(
                    TEXTS,
                    "{\"context\":[{\"name\":\"a\",\"content\":[0]}],"
                        + "\"queries\":[{\"name\":\"a\",\"target\":[8]}]}"))
        .hasMessageContaining("queries[0]: target=[8.0] is not a slot; with content=8");
  }

  private static Episode read(EpisodeJson json, String line) {
    return json.read("e.jsonl:1", line.getBytes(StandardCharsets.UTF_8));
  }
}
