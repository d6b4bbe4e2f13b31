package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Answer;

/**
 * The same events give the same judgements and the same state on any machine and JDK. The hashes
 * were written down once; who changes the arithmetic on purpose writes down the new ones.
 */
class EventBitsTest {
  @Test
  void shouldJudgeNumbersTheSameEverywhere() throws Exception {
    assertThat(hash(Events.SCHEMA))
        .isEqualTo("8e3737ac4df3ad81496523b5280a269c6315d16a89de1695ab907cbfded40976");
  }

  @Test
  void shouldJudgeWhatComesNextTheSameEverywhere() throws Exception {
    assertThat(
            hash(
                EventSchema.of(
                    "card",
                    "at",
                    "category(merchant), log(amount)",
                    "next(log(amount),1..3)",
                    "last")))
        .isEqualTo("c7d9ba5747b0e54a05cc2aae5227647ac76c9594d449413ab4dcecbed8e19706");
  }

  @Test
  void shouldJudgeCategoriesTheSameEverywhere() throws Exception {
    assertThat(hash(EventSchema.of("card", "at", "hour(at), load", "category(merchant,8)", null)))
        .isEqualTo("d7a452485b84264d642763e488bedd045f4ef1a125410614db011af3c90028d3");
  }

  private static String hash(EventSchema schema) throws Exception {
    EventMemory memory = Events.memory(schema, 6000);
    if (!schema.isCategory()) {
      memory.quantiles(.1, .5, .999);
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    EventFields theirs = EventFields.of(Events.SCHEMA);
    EventFields fields = EventFields.of(schema);
    for (Event event : Events.stream(500, 11)) {
      double[] numbers = new double[fields.numbers().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = event.numbers()[theirs.number(fields.numbers().get(i))];
      }
      Event other = new Event(event.key(), event.time(), numbers, event.texts(), null);
      add(memory.tell(other), digest);
    }
    digest.update(memory.state());
    digest.update(memory.memory());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As bits: a text of a number is not the same on every JDK. */
  private static void add(Judgement judgement, MessageDigest digest) {
    Answer answer = judgement.answer();
    ByteBuffer bytes = ByteBuffer.allocate(1024);
    for (double value : answer.value()) {
      bytes.putFloat((float) value);
    }
    for (int t = 0; answer.interval() != null && t < answer.interval().length; t++) {
      bytes.putFloat((float) answer.interval()[t][0]).putFloat((float) answer.interval()[t][1]);
    }
    for (int t = 0; answer.quantiles() != null && t < answer.quantiles().values().length; t++) {
      for (double quantile : answer.quantiles().values()[t]) {
        bytes.putDouble(quantile);
      }
    }
    bytes.putDouble(judgement.surprise()).putDouble(answer.familiarity());
    bytes.putDouble(judgement.oddness().anomaly()).putDouble(judgement.oddness().unlike());
    bytes.putDouble(answer.memoryError()).putDouble(answer.effectiveTokens());
    bytes.putDouble(answer.entropy()).putLong(answer.tokens());
    digest.update(bytes.flip());
    digest.update(answer.categories().toString().getBytes(StandardCharsets.UTF_8));
  }
}
