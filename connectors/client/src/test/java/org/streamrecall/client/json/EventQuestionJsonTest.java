package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

class EventQuestionJsonTest {
  private static final EventSchema SCHEMA =
      EventSchema.of(
          "card", "at", "hour(at), category(merchant), lag(amount,1..2)", "amount", null);
  private final EventQuestionJson json = new EventQuestionJson(SCHEMA);

  private static byte[] question(String like) {
    return EventQuestionJson.write("q1", "card-7", like);
  }

  private static EventMemory memory() {
    EventMemory memory = new EventMemory(SCHEMA.untrained(), 8192, true, Decay.NONE);
    for (int i = 0; i < 100; i++) {
      double[] amount = {i % 7};
      String[] merchant = {"m" + i % 3};
      memory.tell(new Event("card-7", 3_600_000L * i, amount, merchant, null));
    }
    return memory;
  }

  @Test
  void shouldAskByFieldsOrByFeaturesAlike() {
    EventMemory memory = memory();
    byte[] fields = question("{\"at\":\"1970-01-09T03:00:00Z\",\"merchant\":\"m1\"}");
    byte[] features = question("{\"hour( at )\":3,\"merchant\":\"m1\"}");
    assertThat(json.read(fields).id()).isEqualTo("q1");
    assertThat(json.read(fields).moment().key()).isEqualTo("card-7");
    String answer = memory.ask(json.read(fields).moment()).answer().toString();
    assertThat(memory.ask(json.read(features).moment()).answer().toString()).isEqualTo(answer);
    byte[] lagged = question("{\"hour(at)\":3,\"merchant\":\"m1\",\"lag(amount,1)\":100}");
    assertThat(memory.ask(json.read(lagged).moment()).answer().toString()).isNotEqualTo(answer);
  }

  @Test
  void shouldTakeABareNaNForMissing() {
    byte[] nan = question("{\"at\":NaN,\"merchant\":NaN,\"lag(amount,1)\":2}");
    Event asked = json.read(nan).moment();
    assertThat(asked.texts()).containsOnlyNulls();
    String record =
        "{\"id\":\"q\",\"context\":\"c\",\"like\":{\"lag(amount,1)\":NaN,\"hour(at)\":3}}";
    assertThat(json.read(Samples.utf8(record)).moment().given()).contains(3).contains(Double.NaN);
    assertThatThrownBy(
            () ->
                json.read(
                    Samples.utf8(
                        "{\"id\":\"q\",\"context\":\"c\",\"like\":{\"lag(amount,1)\":Infinity}}")))
        .hasMessage("lag(amount,1)=Infinity is not finite; send a finite number, or leave it out");
  }

  @Test
  void shouldNeedNoContextWhereAllEventsAreOneSeries() {
    EventSchema schema = EventSchema.of(null, "at", "hour(at)", "amount", null);
    EventQuestionJson series = new EventQuestionJson(schema);
    byte[] question = EventQuestionJson.write("q1", null, "{\"at\":1}");
    assertThat(series.read(question).moment().key()).isEqualTo("all");
    assertThat(series.read(Samples.utf8("{\"type\":\"forget\"}")).moment().key()).isEqualTo("all");
    assertThat(series.read(EventQuestionJson.write("q1", "all", "{}")).moment().key())
        .isEqualTo("all");
    assertThatThrownBy(() -> series.read(question("{}")))
        .hasMessage(
            "context=\"card-7\" is of no series: the model has no key, and all its events are one;"
                + " leave the context out");
    assertThatThrownBy(() -> json.read(question)).hasMessageStartingWith("context is missing");
  }

  @Test
  void shouldReadWhichKeyIsToBeForgotten() {
    byte[] forget = TokenJson.forget("card-7");
    assertThat(json.read(forget).id()).isNull();
    assertThat(json.read(forget).moment().key()).isEqualTo("card-7");
    assertThat(json.read(question("{\"at\":1}")).id()).isEqualTo("q1");
    assertThatThrownBy(() -> json.read(Samples.utf8("{\"type\":\"forget\"}")))
        .hasMessageStartingWith("context is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"merchand\":1}|like has \"merchand\", which is neither a field of [at, merchant, amount] nor"
            + " a feature of [hour(at), category(merchant), lag(amount,1), lag(amount,2)];"
            + " leave it out, or correct its name",
        "{\"hour(at)\":\"3\"}|hour(at)=\"3\" is not a number; name the field it is made of",
        "{\"at\":\"x\"}|at=\"x\" is no time; send milliseconds since the epoch, or ISO 8601 as"
            + " 2026-11-24T03:00:00Z, or say --time-format",
      })
  void shouldNameWhatIsWrong(String like, String message) {
    assertThatThrownBy(() -> json.read(question(like)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** Half a character asks of itself, not of a question mark. */
  @Test
  void shouldAskOfTheNameThatWasSent() {
    byte[] sent =
        Samples.utf8("{\"id\":\"q\",\"context\":\"c\",\"like\":{\"merchant\":\"\\ud800\"}}");
    assertThat(json.read(sent).moment().texts()).containsExactly("\ud800");
    byte[] escaped = question("{\"merchant\":\"\\ud800 \\ud83d\\ude00 \ud83d\ude00\"}");
    assertThat(json.read(escaped).moment().texts())
        .containsExactly("\ud800 \ud83d\ude00 \ud83d\ude00");
    assertThatThrownBy(() -> question("{\"merchant\":\"\ud800\"}"))
        .hasMessage(
            "like=\"{\"merchant\":\"\\ud800\"}\" holds half a surrogate pair, which is no character;"
                + " send whole characters");
    assertThatThrownBy(() -> EventQuestionJson.write("q1", "\udc00", "{}"))
        .hasMessageStartingWith("context=\"\\udc00\" holds half a surrogate pair");
  }

  @Test
  void shouldNameWhatIsMissing() {
    assertThatThrownBy(() -> json.read(Samples.utf8("{\"id\":\"q\",\"context\":\"c\"}")))
        .hasMessage("like is no object; send \"like\":{\"at\":..}");
    assertThatThrownBy(() -> json.read(Samples.utf8("{\"id\":\"q\",\"like\":{}}")))
        .hasMessageStartingWith("context is missing");
  }
}
