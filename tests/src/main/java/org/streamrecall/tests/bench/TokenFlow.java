package org.streamrecall.tests.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Hash;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/**
 * Tokens from memory, told again and again.
 *
 * @param tagDims d
 * @param contexts that the tokens go to, drawn evenly
 * @param hot share of the tokens that go to the first context instead
 * @param json whether they are records of the wire, to be read, as from Kafka; else they are
 *     objects already, each at a time of its own
 */
record TokenFlow(int tagDims, int contexts, double hot, boolean json)
    implements GeneratorFunction<Long, RecallInput> {
  /** The first context. */
  static final String HOT = "context-0";

  /** Where the name stands in a record. */
  private static final int NAMED_AT = "{\"context\":\"".length();

  private static final int TOKENS_A_MILLISECOND = 100;

  private static final ThreadLocal<Drawn> DRAWN = new ThreadLocal<>();

  /** What one source tells. */
  private record Drawn(
      TokenFlow of,
      TokenPool pool,
      String[] names,
      byte[][] records,
      Schema schema,
      TokenJson reader) {}

  Schema schema() {
    return Schema.of(
        FieldsJson.parse("{\"tag\":%d,\"content\":%d}".formatted(tagDims, TokenPool.CONTENT)));
  }

  @Override
  public RecallInput map(Long i) {
    Drawn drawn = DRAWN.get();
    if (drawn == null || !drawn.of().equals(this)) {
      drawn = draw();
      DRAWN.set(drawn);
    }
    int k = (int) (i & TokenPool.SIZE - 1);
    if (json) {
      byte[] record = record(drawn.names()[context(i)], drawn.records()[k]);
      var told = (TokenRecord.Told) drawn.reader().read(record);
      return RecallInput.of(drawn.schema(), told.token());
    }
    TokenPool pool = drawn.pool();
    long time = i / TOKENS_A_MILLISECOND;
    return new Tell(
        drawn.names()[context(i)], new Atom(pool.tags()[k], pool.contents()[k], 1, time, null));
  }

  private int context(long i) {
    long drawn = Hash.mix(i + 1);
    return (drawn >>> 40) * 0x1p-24 < hot ? 0 : (int) Long.remainderUnsigned(drawn, contexts);
  }

  /** The record of no context, with a context. */
  private static byte[] record(String context, byte[] nobodys) {
    byte[] name = context.getBytes(StandardCharsets.UTF_8);
    byte[] record = Arrays.copyOf(nobodys, nobodys.length + name.length);
    System.arraycopy(name, 0, record, NAMED_AT, name.length);
    int rest = nobodys.length - NAMED_AT;
    System.arraycopy(nobodys, NAMED_AT, record, NAMED_AT + name.length, rest);
    return record;
  }

  private Drawn draw() {
    TokenPool pool = TokenPool.draw(tagDims);
    String[] names = new String[contexts];
    for (int c = 0; c < contexts; c++) {
      names[c] = "context-" + c;
    }
    byte[][] records = new byte[json ? TokenPool.SIZE : 0][];
    for (int k = 0; k < records.length; k++) {
      Token token = Token.of("", pool.tags()[k], pool.contents()[k], Atom.NO_TIME);
      records[k] = TokenJson.write(token);
    }
    Schema schema = schema();
    return new Drawn(this, pool, names, records, schema, new TokenJson(schema.fields()));
  }
}
