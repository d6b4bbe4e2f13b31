package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --quantiles}. */
class QuantilesReplayTest {
  @TempDir private Path folder;
  private Path events;

  @BeforeEach
  void write() throws IOException {
    events = Files.write(folder.resolve("events.jsonl"), EventReplays.payments(300));
  }

  @Test
  void shouldStandBesideValueAndInterval() throws IOException {
    Invocation replay = EventReplays.replay(events, "--quantiles", ".95, .05,0.5");
    assertThat(replay.status()).isZero();
    JsonNode last = EventReplays.recalls(replay.out()).get(299);
    JsonNode quantiles = last.get("quantiles").get(0);
    assertThat(quantiles.fieldNames()).toIterable().containsExactly("0.05", "0.5", "0.95");
    JsonNode interval = last.get("interval").get(0);
    assertThat(quantiles.get("0.05")).isEqualTo(interval.get(0));
    assertThat(quantiles.get("0.95")).isEqualTo(interval.get(1));
    assertThat(EventReplays.recalls(EventReplays.replay(events).out()).get(299).has("quantiles"))
        .isFalse();
  }

  @Test
  void shouldRefuseLevelsThatAreNone() {
    assertThat(EventReplays.replay(events, "--quantiles", ".5,two").err())
        .contains("'.5,two' are no levels; write them as .05,.5,.95, each between 0 and 1");
    Invocation beyond = EventReplays.replay(events, "--quantiles", "5,95");
    assertThat(beyond.status()).isEqualTo(2);
    assertThat(beyond.err())
        .contains(
            "'5,95' has a quantile of level 5.0; levels are between 0 and 1, as .05, .5, .95");
    assertThat(EventReplays.replay(events, "--quantiles", "").status()).isEqualTo(2);
  }

  @Test
  void shouldRefuseThemOfCategories() {
    Invocation replay =
        Invocation.of(
            "replay",
            events,
            "--key",
            "card",
            "--time",
            "at",
            "--like",
            "lag(amount,1)",
            "--predict",
            "category(merchant)",
            "--quantiles",
            ".5");
    assertThat(replay.status()).isNotZero();
    assertThat(replay.err())
        .contains("--quantiles are of numbers, and category(merchant) is a category");
  }

  @Test
  void shouldRefuseThemOfTokens() {
    Invocation replay =
        Invocation.of(
            "replay",
            "--model",
            events,
            "--tokens",
            events,
            "--queries",
            events,
            "--quantiles",
            ".5");
    assertThat(replay.status()).isEqualTo(2);
    assertThat(replay.err()).contains("--quantiles").contains("go with --events");
  }
}
