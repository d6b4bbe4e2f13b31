package org.streamrecall.deploy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.client.json.QueryJson;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;

class LanguageJsonTest {
  private static final Name NAME = new Name("ruotsi", "fi:217", 3, 1700000000000L);
  private static final Question QUESTION =
      new Question("c-5", List.of("åland", "norja", "viro"), 3, 1700000000500L);

  @Test
  void shouldSendATokenAsText() {
    assertThat(new String(LanguageJson.token("c", NAME), UTF_8))
        .isEqualTo(
            "{\"context\":\"c\",\"name\":\"ruotsi\",\"content\":[3],\"ref\":\"fi:217\","
                + "\"time\":1700000000000}");
  }

  @Test
  void shouldAskWithoutTellingTheTruth() {
    String query =
        "{\"id\":\"c-5\",\"context\":\"c\",\"name\":[\"åland\",\"norja\",\"viro\"],"
            + "\"time\":1700000000500";
    assertThat(new String(LanguageJson.query("c", QUESTION), UTF_8)).isEqualTo(query + "}");
    assertThat(new String(LanguageJson.queryWithTruth("c", QUESTION), UTF_8))
        .isEqualTo(query + ",\"truth\":3}");
  }

  @Test
  void shouldBeReadByTheJobAsTheTaskMeansIt() {
    LanguageTask task = new LanguageTask();
    TokenRecord read = new TokenJson(LanguageTask.fields()).read(LanguageJson.token("c", NAME));
    assertThat(((TokenRecord.Told) read).token())
        .usingRecursiveComparison()
        .isEqualTo(task.token("c", NAME));
    assertThat(new QueryJson(LanguageTask.fields()).read(LanguageJson.query("c", QUESTION), null))
        .usingRecursiveComparison()
        .isEqualTo(task.query("c", QUESTION));
  }
}
