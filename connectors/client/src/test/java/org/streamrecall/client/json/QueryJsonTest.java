package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.streamrecall.client.json.Samples.text;
import static org.streamrecall.client.json.Samples.utf8;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Query;

class QueryJsonTest {
  private final QueryJson json = new QueryJson(Samples.NUMBERS);

  @Test
  void shouldReadBackWhatItWrites() {
    Query query = new Query("q1", "c", new float[] {1, 0.3f}, new float[] {7}, 5, "mine");
    assertThat(json.read(QueryJson.write(query), "mine"))
        .usingRecursiveComparison()
        .isEqualTo(query);
    assertThat(text(QueryJson.write(query)))
        .isEqualTo("{\"id\":\"q1\",\"context\":\"c\",\"tag\":[1,0.3],\"inputs\":[7],\"time\":5}");
  }

  @Test
  void shouldAskByText() {
    QueryJson texts = new QueryJson(Samples.TEXT);
    byte[] record =
        QueryJson.write(Query.of("q", "c", new float[0], 1), "name", List.of("a", "b", "c"));
    Query query = texts.read(record, null);
    assertThat(query.tag()).hasSize(1024);
    assertThat(query.inputs()).isEmpty();
    assertThat(query.replyTo()).isNull();
  }

  @Test
  void shouldRefuseWithFieldValueRuleAndRemedy() {
    assertRefused("{\"context\":\"c\",\"tag\":[1,2],\"inputs\":[1]}", "id is missing");
    assertRefused("{\"id\":\"q\",\"tag\":[1,2],\"inputs\":[1]}", "context is missing");
    assertRefused(
        "{\"id\":\"q\",\"context\":\"c\",\"tag\":[1,2]}",
        "inputs is missing; send \"inputs\":[1 numbers]");
    assertRefused(
        "{\"id\":\"q\",\"context\":\"c\",\"tag\":[1],\"inputs\":[1]}",
        "tag has 1 numbers, the schema says 2; send exactly that many");
  }

  private void assertRefused(String record, String message) {
    assertThatThrownBy(() -> json.read(utf8(record), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
