package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.RecallInput;

class IncomingCodecTest {
  @Property(tries = 200)
  void shouldReadBackWhatWasRejected(
      @ForAll @WithNull byte[] value,
      @ForAll @WithNull byte[] key,
      @ForAll String topic,
      @ForAll int partition,
      @ForAll long offset,
      @ForAll String reason)
      throws IOException {
    Incoming rejected =
        new Incoming.Rejected(value, key, topic, partition, offset, offset + 1, reason);
    assertThat(throughBytes(rejected)).usingRecursiveComparison().isEqualTo(rejected);
  }

  @Test
  void shouldReadBackWhatWasParsed() throws IOException {
    RecallInput input = new Forget("c");
    assertThat(throughBytes(new Incoming.Parsed(input))).isEqualTo(new Incoming.Parsed(input));
  }

  private static Incoming throughBytes(Incoming incoming) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new IncomingCodec().write(incoming, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    Incoming back = new IncomingCodec().read(in);
    assertThat(in.available()).isZero();
    return back;
  }
}
