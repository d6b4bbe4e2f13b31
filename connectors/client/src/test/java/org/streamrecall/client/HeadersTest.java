package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.json.Samples;

/** What a header says, whatever others stand beside it. */
class HeadersTest {
  @Provide
  Arbitrary<List<RecordHeader>> headers() {
    Arbitrary<String> names = Arbitraries.of(Headers.KIND, Headers.TOPIC, "x");
    Arbitrary<String> texts = Arbitraries.strings().alpha().withChars("é ∞").ofMaxLength(3);
    return Combinators.combine(names, texts.injectNull(0.3))
        .as((name, text) -> new RecordHeader(name, text == null ? null : Samples.utf8(text)))
        .list()
        .ofMaxSize(6);
  }

  @Property(tries = 500, seed = "20")
  void shouldGiveTheLastOfAName(@ForAll("headers") List<RecordHeader> headers) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
    byte[] kind = null;
    for (RecordHeader header : headers) {
      record.headers().add(header);
      kind = header.key().equals(Headers.KIND) ? header.value() : kind;
    }
    assertThat(Headers.text(record, Headers.KIND))
        .isEqualTo(kind == null ? null : Samples.text(kind));
  }

  /** Others read them too, by these names. */
  @Test
  void shouldKeepTheNames() {
    assertThat(
            List.of(
                Headers.REPLY_TO,
                Headers.EFFECTIVE_FROM,
                Headers.KIND,
                Headers.REASON,
                Headers.TOPIC,
                Headers.PARTITION,
                Headers.OFFSET,
                Headers.TIMESTAMP,
                Headers.LENGTH,
                Headers.SHA256))
        .containsExactly(
            "replyTo",
            "recall.effective-from",
            "recall.kind",
            "recall.reason",
            "recall.topic",
            "recall.partition",
            "recall.offset",
            "recall.timestamp",
            "recall.length",
            "recall.sha256");
  }
}
