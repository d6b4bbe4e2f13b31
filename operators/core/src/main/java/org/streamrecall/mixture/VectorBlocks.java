package org.streamrecall.mixture;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same loops on the Vector API, a block at once: the bits are those of {@link PlainBlocks}. No
 * methods of our own take or give vectors: what is not inlined is boxed.
 */
final class VectorBlocks extends Blocks {
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  /**
   * @throws IllegalStateException if the machine has no vectors of eight numbers
   */
  VectorBlocks() {
    if (FloatVector.SPECIES_PREFERRED.length() < WIDTH) {
      throw new IllegalStateException("this machine's vectors hold fewer than eight numbers");
    }
  }

  @Override
  void dots(float[] a, float[][] rows, int n, int blocks, float[] out) {
    for (int i = 0; i < n; i++) {
      float[] row = rows[i];
      FloatVector sum = zero(EIGHT);
      for (int k = 0; k < blocks * WIDTH; k += WIDTH) {
        sum = sum.add(fromArray(EIGHT, a, k).mul(fromArray(EIGHT, row, k)));
      }
      sum.intoArray(out, i * WIDTH);
    }
  }

  @Override
  void smooth(float[] own, float[] all, float[][] cov, double[] pooled, int blocks, float[] out) {
    int stride = pooled.length * WIDTH;
    for (int p = 0; p < pooled.length; p++) {
      float[] row = cov[p];
      float give = (float) pooled[p];
      for (int b = 0, k = 0, at = p * WIDTH; b < blocks; b++, k += WIDTH, at += stride) {
        fromArray(EIGHT, own, k)
            .mul(fromArray(EIGHT, row, k))
            .add(fromArray(EIGHT, all, k).mul(give))
            .intoArray(out, at);
      }
    }
  }

  @Override
  void factor(
      Asked of,
      float[] cov,
      float[][] mean,
      int blocks,
      float[] factor,
      float[] along,
      float[] quadratic) {
    int size = WIDTH * triangle(of.tags, 0);
    for (int b = 0; b < blocks; b++) {
      int rows = b * size;
      int lines = b * of.tags * WIDTH;
      FloatVector square = zero(EIGHT);
      for (int i = 0, row = rows; i < of.count; row += ++i * WIDTH) {
        int ai = of.numbers[i];
        for (int j = 0, column = rows; j <= i; column += ++j * WIDTH) {
          int aj = of.numbers[j];
          float scale = of.sharpness[ai] * of.sharpness[aj];
          int from = (b * of.pairs + of.pair[ai * of.tags + aj]) * WIDTH;
          FloatVector sum = fromArray(EIGHT, cov, from).mul(scale).add(i == j ? 1f : 0f);
          for (int l = 0; l < j * WIDTH; l += WIDTH) {
            sum =
                sum.sub(
                    fromArray(EIGHT, factor, row + l).mul(fromArray(EIGHT, factor, column + l)));
          }
          if (j < i) {
            sum = sum.mul(fromArray(EIGHT, factor, column + j * WIDTH));
          } else {
            sum = broadcast(EIGHT, 1f).div(sum.max(1f).sqrt());
          }
          sum.intoArray(factor, row + j * WIDTH);
        }
        FloatVector u =
            broadcast(EIGHT, of.token[ai])
                .sub(fromArray(EIGHT, mean[ai], b * WIDTH))
                .mul(of.sharpness[ai]);
        for (int j = 0; j < i * WIDTH; j += WIDTH) {
          u = u.sub(fromArray(EIGHT, factor, row + j).mul(fromArray(EIGHT, along, lines + j)));
        }
        u = u.mul(fromArray(EIGHT, factor, row + i * WIDTH));
        u.intoArray(along, lines + i * WIDTH);
        square = square.add(u.mul(u));
      }
      square.intoArray(quadratic, b * WIDTH);
    }
  }

  @Override
  void turn(
      Asked of,
      float[] cov,
      int from,
      int blocks,
      float[] factor,
      float[] along,
      float[] moved,
      float[] turned) {
    int size = WIDTH * triangle(of.tags, 0);
    for (int b = 0; b < blocks; b++) {
      int lines = b * of.tags * WIDTH;
      for (int r = from; r < of.dims; r++) {
        int at = (b * of.dims + r) * WIDTH;
        int turn = at * of.tags;
        FloatVector mean = fromArray(EIGHT, moved, at);
        for (int j = 0, row = b * size; j < of.count; row += ++j * WIDTH) {
          int aj = of.numbers[j];
          int covs = (b * of.pairs + of.pair[r * of.tags + aj]) * WIDTH;
          FloatVector sum = fromArray(EIGHT, cov, covs).mul(of.sharpness[aj]);
          for (int l = 0; l < j * WIDTH; l += WIDTH) {
            sum =
                sum.sub(fromArray(EIGHT, turned, turn + l).mul(fromArray(EIGHT, factor, row + l)));
          }
          sum = sum.mul(fromArray(EIGHT, factor, row + j * WIDTH));
          sum.intoArray(turned, turn + j * WIDTH);
          mean = mean.add(sum.mul(fromArray(EIGHT, along, lines + j * WIDTH)));
        }
        mean.intoArray(moved, at);
      }
    }
  }

  @Override
  void covariances(
      Asked of,
      boolean lined,
      float[] cov,
      int blocks,
      float[] weight,
      float[] moved,
      float[] turned,
      float[] out) {
    int asked = of.count * WIDTH;
    for (int i = lined ? 0 : of.tags; i < of.dims; i++) {
      for (int j = lined && of.tags > 0 ? 0 : i;
          j <= i;
          j = j + 1 < of.tags ? j + 1 : Math.max(j + 1, i)) {
        int pair = i == j ? of.own[i] : of.pair[i * of.tags + j];
        FloatVector sum = zero(EIGHT);
        for (int b = 0; b < blocks; b++) {
          FloatVector row = fromArray(EIGHT, cov, (b * of.pairs + pair) * WIDTH);
          int left = (b * of.dims + i) * WIDTH;
          int right = (b * of.dims + j) * WIDTH;
          for (int l = 0; l < asked; l += WIDTH) {
            row =
                row.sub(
                    fromArray(EIGHT, turned, left * of.tags + l)
                        .mul(fromArray(EIGHT, turned, right * of.tags + l)));
          }
          FloatVector mean = fromArray(EIGHT, moved, left).mul(fromArray(EIGHT, moved, right));
          sum = sum.add(fromArray(EIGHT, weight, b * WIDTH).mul(row.add(mean)));
        }
        sum.intoArray(out, pair * WIDTH);
      }
    }
  }
}
