package org.streamrecall.tests.bench;

import java.util.SplittableRandom;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Hash;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Schema;

/**
 * Tokens from memory: unit tags of a few noisy components, drawn beforehand and told again and
 * again, each time at a time of its own.
 *
 * @param tagDims d
 * @param contexts that the tokens go to, drawn evenly
 * @param hot share of the tokens that go to the first context instead
 * @param perMilli tokens in a millisecond of event time
 */
record TokenFlow(int tagDims, int contexts, double hot, int perMilli)
    implements GeneratorFunction<Long, RecallInput> {
  /** The first context. */
  static final String HOT = "context-0";

  private static final int POOL = 1 << 14;
  private static final int COMPONENTS = 8;
  private static final int CONTENT = 4;

  private static final ThreadLocal<Pool> DRAWN = new ThreadLocal<>();

  /** What is told. */
  private record Pool(float[][] tags, float[][] contents, String[] names) {}

  Schema schema() {
    return Schema.of(FieldsJson.parse("{\"tag\":%d,\"content\":%d}".formatted(tagDims, CONTENT)));
  }

  @Override
  public void open(SourceReaderContext context) {
    DRAWN.set(draw());
  }

  private Pool draw() {
    SplittableRandom random = new SplittableRandom(7);
    double[][] centres = new double[COMPONENTS][tagDims];
    for (double[] centre : centres) {
      for (int i = 0; i < tagDims; i++) {
        centre[i] = random.nextGaussian();
      }
    }
    float[][] tags = new float[POOL][tagDims];
    float[][] contents = new float[POOL][CONTENT];
    for (int k = 0; k < POOL; k++) {
      double[] centre = centres[k % COMPONENTS];
      double norm = 0;
      for (int i = 0; i < tagDims; i++) {
        tags[k][i] = (float) (centre[i] + 0.5 * random.nextGaussian());
        norm += tags[k][i] * tags[k][i];
      }
      for (int i = 0; i < tagDims; i++) {
        tags[k][i] /= (float) Math.sqrt(norm);
      }
      for (int t = 0; t < CONTENT; t++) {
        contents[k][t] = (float) (k % COMPONENTS + random.nextGaussian());
      }
    }
    String[] names = new String[contexts];
    for (int c = 0; c < contexts; c++) {
      names[c] = "context-" + c;
    }
    return new Pool(tags, contents, names);
  }

  @Override
  public RecallInput map(Long i) {
    Pool pool = DRAWN.get();
    if (pool == null) {
      pool = draw();
      DRAWN.set(pool);
    }
    long drawn = mixed(i);
    int context = (int) Long.remainderUnsigned(drawn, contexts);
    if ((drawn >>> 40) * 0x1p-24 < hot) {
      context = 0;
    }
    int k = (int) (i & POOL - 1);
    return new Tell(
        pool.names()[context], new Atom(pool.tags()[k], pool.contents()[k], 1, i / perMilli, null));
  }

  private static long mixed(long x) {
    return Hash.mix(x + 1);
  }
}
