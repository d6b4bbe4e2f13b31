package org.streamrecall.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The path in force against the plain loops: the same bits, whatever it is. */
class BlocksTest {
  private static final Blocks PLAIN = new PlainBlocks();
  private static final Blocks FAST = Blocks.ACTIVE;
  private static final int WIDTH = Blocks.WIDTH;

  private static float[] numbers(Random random, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2));
    }
    return numbers;
  }

  @Property(tries = 200)
  void shouldAskTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int tags,
      @ForAll @IntRange(min = 1, max = 3) int contents,
      @ForAll @IntRange(min = 1, max = 4) int blocks,
      @ForAll boolean lined) {
    Random random = new Random(seed);
    TokenShape shape = new TokenShape(tags, contents, List.of(), List.of());
    int stride = blocks * WIDTH;
    Asked asked = new Asked(shape);
    float[] sharpness = numbers(random, tags);
    asked.ask(numbers(random, shape.all()), sharpness);
    float[][] rows = new float[shape.pairs()][];
    float[][] means = new float[shape.dims()][];
    double[] pooled = new double[shape.pairs()];
    for (int p = 0; p < rows.length; p++) {
      rows[p] = numbers(random, stride);
      pooled[p] = random.nextGaussian();
    }
    for (int i = 0; i < means.length; i++) {
      means[i] = numbers(random, stride);
    }
    float[] weight = numbers(random, stride);
    float[] start = numbers(random, stride * shape.dims());
    float[][] plain = ask(PLAIN, asked, lined, rows, means, pooled, weight, start.clone());
    float[][] fast = ask(FAST, asked, lined, rows, means, pooled, weight, start.clone());
    for (int i = 0; i < plain.length; i++) {
      assertThat(fast[i]).isEqualTo(plain[i]);
    }
  }

  private static float[][] ask(
      Blocks of,
      Asked asked,
      boolean lined,
      float[][] rows,
      float[][] means,
      double[] pooled,
      float[] weight,
      float[] moved) {
    int stride = weight.length;
    int blocks = stride / WIDTH;
    float[] dots = new float[asked.pairs * WIDTH];
    of.dots(weight, rows, rows.length, blocks, dots);
    float[] smooth = new float[asked.pairs * stride];
    of.smooth(weight, means[0], rows, pooled, blocks, smooth);
    float[] factor = new float[Blocks.triangle(asked.tags, 0) * stride];
    float[] along = new float[asked.tags * stride];
    float[] quadratic = new float[stride];
    of.factor(asked, smooth, means, blocks, factor, along, quadratic);
    float[] turned = new float[asked.dims * asked.tags * stride];
    of.turn(asked, smooth, lined ? 0 : asked.tags, blocks, factor, along, moved, turned);
    float[] sums = new float[asked.pairs * WIDTH];
    of.covariances(asked, lined, smooth, blocks, weight, moved, turned, sums);
    return new float[][] {dots, smooth, factor, along, quadratic, moved, turned, sums};
  }
}
