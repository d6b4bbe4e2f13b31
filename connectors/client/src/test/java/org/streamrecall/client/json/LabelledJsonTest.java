package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.training.Episode;
import org.streamrecall.training.PointInTime;

class LabelledJsonTest {
  private static final Fields NUMBERS =
      FieldsJson.parse("{\"tag\":2,\"content\":1,\"inputs\":1,\"target\":2}");
  private static final Fields TEXTS =
      FieldsJson.parse("{\"text\":\"name\",\"content\":8,\"kind\":\"classification\"}");

  private final PointInTime moments = new PointInTime();

  private List<Episode> read(Fields fields, List<String> tokens, List<String> queries) {
    LabelledJson json = new LabelledJson(fields);
    tokens.forEach(line -> json.tell(Samples.utf8(line), moments));
    queries.forEach(line -> json.ask(Samples.utf8(line), moments));
    return moments.episodes(9);
  }

  @Test
  void shouldReadTokensAndQueriesOfKnownAnswer() {
    List<Episode> episodes =
        read(
            NUMBERS,
            List.of(
                "{\"context\":\"c\",\"tag\":[1,2],\"content\":[3],\"time\":5,\"weight\":2,"
                    + "\"ref\":\"r\",\"class\":\"x\"}",
                "{\"context\":\"c\",\"type\":\"forget\",\"time\":8}",
                "{\"context\":\"c\",\"tag\":[1,2],\"content\":[4],\"time\":9,\"class\":\"y\"}"),
            List.of(
                "{\"context\":\"c\",\"tag\":[4,5],\"inputs\":[6],\"time\":7,\"target\":[7.5,8]}",
                "{\"id\":\"q\",\"context\":\"c\",\"tag\":[4,5],\"inputs\":[6],\"target\":[1,2]}"));
    assertThat(episodes).hasSize(2);
    Episode first = episodes.get(0);
    assertThat(first.name()).isEqualTo("c");
    assertThat(first.tokens().get(0).content()).containsExactly(3);
    assertThat(first.tokens().get(0).weight()).isEqualTo(2);
    assertThat(first.tokens().get(0).ref()).isEqualTo("r");
    assertThat(first.queries().get(0).query().inputs()).containsExactly(6);
    assertThat(first.queries().get(0).target()).containsExactly(7.5f, 8);
    assertThat(episodes.get(1).classes()).containsExactly("y");
    assertThat(episodes.get(1).queries().get(0).target()).containsExactly(1, 2);
  }

  @Test
  void shouldShareTheFeaturesOfEqualTexts() {
    Episode episode =
        read(
                TEXTS,
                List.of(
                    "{\"context\":\"c\",\"name\":\"sweden\",\"content\":[0]}",
                    "{\"context\":\"c\",\"name\":\"sweden\",\"content\":[1]}"),
                List.of("{\"context\":\"c\",\"name\":\"sweden\",\"target\":[1]}"))
            .get(0);
    float[] tag = episode.tokens().get(0).tag();
    assertThat(episode.tokens().get(1).tag()).isSameAs(tag);
    assertThat(episode.queries().get(0).query().tag()).isSameAs(tag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"tag\":[1,1],\"inputs\":[1],\"target\":[1,2]} | context is missing; every such record needs",
        "{\"context\":\"c\",\"tag\":[1,1],\"inputs\":[1]} | target is missing; send \"target\":[2 numbers]",
        "{\"context\":\"c\",\"tag\":[1,1],\"inputs\":[1],\"target\":[1]} | target has 1 numbers, the schema says 2; send exactly that many",
        "{\"context\":\"c\",\"tag\":[1,1],\"inputs\":[1],\"target\":[1,NaN]} | target[1]=",
        "{\"context\":\"c\",\"tag\":[1,1],\"target\":[1,2]} | inputs is missing; send \"inputs\":[1 numbers]",
        "{\"context\":\"c\",\"tag\":[1],\"inputs\":[1],\"target\":[1,2]} | tag has 1 numbers, the schema says 2",
        "{\"context\":\"c\",\"tag\":[1,1],\"inputs\":[1],\"time\":\"noon\",\"target\":[1,2]} | time=\"noon\" is not a whole number of milliseconds since the epoch",
        "[] | the record is [], not a JSON object",
      })
  void shouldSayWhatIsWrongWithAQuery(String line, String message) {
    assertThatThrownBy(() -> read(NUMBERS, List.of(), List.of(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void shouldRefuseATargetThatIsNoSlot() {
    String line = "{\"context\":\"c\",\"name\":\"a\",\"target\":[8]}";
    assertThatThrownBy(() -> read(TEXTS, List.of(), List.of(line)))
        .hasMessageStartingWith("target=[8.0] is not a slot; with content=8");
  }

  @Test
  void shouldSayWhatIsWrongWithAToken() {
    List<String> mixed =
        List.of(
            "{\"context\":\"c\",\"tag\":[1,2],\"content\":[3],\"class\":\"x\"}",
            "{\"context\":\"c\",\"tag\":[1,2],\"content\":[3]}");
    assertThatThrownBy(() -> read(NUMBERS, mixed, List.of()))
        .hasMessageStartingWith("class is missing, but the context's tokens before it have one");
    assertThatThrownBy(
            () -> read(NUMBERS, List.of("{\"context\":\"c\",\"type\":\"x\"}"), List.of()))
        .hasMessageStartingWith("type=\"x\" is not known");
  }
}
