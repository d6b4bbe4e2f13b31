package org.streamrecall.mixture;

/** The loops that every machine has. */
final class PlainBlocks extends Blocks {
  @Override
  void dots(float[] a, float[][] rows, int n, int blocks, float[] out) {
    for (int i = 0; i < n; i++) {
      clear(out, i * WIDTH);
      for (int k = 0; k < blocks * WIDTH; k += WIDTH) {
        for (int lane = 0; lane < WIDTH; lane++) {
          out[i * WIDTH + lane] += a[k + lane] * rows[i][k + lane];
        }
      }
    }
  }

  private static void clear(float[] out, int at) {
    for (int lane = 0; lane < WIDTH; lane++) {
      out[at + lane] = 0;
    }
  }

  @Override
  void smooth(float[] own, float[] all, float[][] cov, double[] pooled, int blocks, float[] out) {
    for (int b = 0, at = 0; b < blocks; b++) {
      for (int p = 0; p < pooled.length; p++) {
        for (int k = b * WIDTH; k < b * WIDTH + WIDTH; k++) {
          out[at++] = own[k] * cov[p][k] + all[k] * (float) pooled[p];
        }
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
      int covs = b * of.pairs * WIDTH;
      int rows = b * size;
      int lines = b * of.tags * WIDTH;
      clear(quadratic, b * WIDTH);
      for (int i = 0; i < of.count; i++) {
        int ai = of.numbers[i];
        int diagonal = rows + triangle(i, i) * WIDTH;
        for (int j = 0; j <= i; j++) {
          int aj = of.numbers[j];
          float scale = of.sharpness[ai] * of.sharpness[aj];
          int from = covs + of.pair[ai * of.tags + aj] * WIDTH;
          int to = rows + triangle(i, j) * WIDTH;
          for (int k = 0; k < WIDTH; k++) {
            factor[to + k] = cov[from + k] * scale + (i == j ? 1 : 0);
          }
          int row = rows + triangle(i, 0) * WIDTH;
          subtract(factor, to, factor, row, factor, rows + triangle(j, 0) * WIDTH, j);
          if (j < i) {
            multiply(factor, to, factor, rows + triangle(j, j) * WIDTH);
          }
        }
        for (int k = diagonal; k < diagonal + WIDTH; k++) {
          factor[k] = 1 / (float) Math.sqrt(Math.max(1f, factor[k]));
        }
        int u = lines + i * WIDTH;
        for (int k = 0; k < WIDTH; k++) {
          along[u + k] = (of.token[ai] - mean[ai][b * WIDTH + k]) * of.sharpness[ai];
        }
        subtract(along, u, factor, rows + triangle(i, 0) * WIDTH, along, lines, i);
        multiply(along, u, factor, diagonal);
        for (int k = 0; k < WIDTH; k++) {
          quadratic[b * WIDTH + k] += along[u + k] * along[u + k];
        }
      }
    }
  }

  /** {@code to -= sum_l left_l right_l} of n blocks, one by one. */
  private static void subtract(
      float[] to, int at, float[] left, int i, float[] right, int j, int n) {
    float s0 = to[at];
    float s1 = to[at + 1];
    float s2 = to[at + 2];
    float s3 = to[at + 3];
    float s4 = to[at + 4];
    float s5 = to[at + 5];
    float s6 = to[at + 6];
    float s7 = to[at + 7];
    for (int l = 0, a = i, b = j; l < n; l++, a += WIDTH, b += WIDTH) {
      s0 -= left[a] * right[b];
      s1 -= left[a + 1] * right[b + 1];
      s2 -= left[a + 2] * right[b + 2];
      s3 -= left[a + 3] * right[b + 3];
      s4 -= left[a + 4] * right[b + 4];
      s5 -= left[a + 5] * right[b + 5];
      s6 -= left[a + 6] * right[b + 6];
      s7 -= left[a + 7] * right[b + 7];
    }
    to[at] = s0;
    to[at + 1] = s1;
    to[at + 2] = s2;
    to[at + 3] = s3;
    to[at + 4] = s4;
    to[at + 5] = s5;
    to[at + 6] = s6;
    to[at + 7] = s7;
  }

  private static void multiply(float[] of, int to, float[] by, int at) {
    for (int k = 0; k < WIDTH; k++) {
      of[to + k] *= by[at + k];
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
      int rows = b * size;
      int lines = b * of.tags * WIDTH;
      for (int r = from; r < of.dims; r++) {
        int mean = (b * of.dims + r) * WIDTH;
        int turn = (b * of.dims + r) * of.tags * WIDTH;
        for (int j = 0; j < of.count; j++) {
          int aj = of.numbers[j];
          int covs = (b * of.pairs + of.pair[r * of.tags + aj]) * WIDTH;
          int to = turn + j * WIDTH;
          for (int k = 0; k < WIDTH; k++) {
            turned[to + k] = cov[covs + k] * of.sharpness[aj];
          }
          subtract(turned, to, turned, turn, factor, rows + triangle(j, 0) * WIDTH, j);
          multiply(turned, to, factor, rows + triangle(j, j) * WIDTH);
          for (int k = 0; k < WIDTH; k++) {
            moved[mean + k] += turned[to + k] * along[lines + j * WIDTH + k];
          }
        }
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
    float[] row = new float[WIDTH];
    for (int i = lined ? 0 : of.tags; i < of.dims; i++) {
      for (int j = lined && of.tags > 0 ? 0 : i;
          j <= i;
          j = j + 1 < of.tags ? j + 1 : Math.max(j + 1, i)) {
        int pair = i == j ? of.own[i] : of.pair[i * of.tags + j];
        clear(out, pair * WIDTH);
        for (int b = 0; b < blocks; b++) {
          for (int k = 0; k < WIDTH; k++) {
            row[k] = cov[(b * of.pairs + pair) * WIDTH + k];
          }
          int left = (b * of.dims + i) * of.tags * WIDTH;
          int right = (b * of.dims + j) * of.tags * WIDTH;
          subtract(row, 0, turned, left, turned, right, of.count);
          for (int k = 0; k < WIDTH; k++) {
            float mean =
                moved[(b * of.dims + i) * WIDTH + k] * moved[(b * of.dims + j) * WIDTH + k];
            out[pair * WIDTH + k] += weight[b * WIDTH + k] * (row[k] + mean);
          }
        }
      }
    }
  }
}
