package org.streamrecall.deploy.demo;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/** What the machine is made to do. Each piece of work takes some milliseconds. */
enum Regime {
  /** Waits, with a little work now and then. */
  IDLE {
    @Override
    void work(Random random) throws InterruptedException {
      Thread.sleep(8);
      sink += sorted(random, 2_000);
    }
  },
  /** Sorts. */
  SORT {
    @Override
    void work(Random random) {
      sink += sorted(random, 60_000);
    }
  },
  /** Allocates, and keeps some of it for a while. */
  ALLOCATE {
    @Override
    void work(Random random) throws InterruptedException {
      for (int i = 0; i < 24; i++) {
        KEPT[random.nextInt(KEPT.length)] = new byte[256 * 1024];
      }
      Thread.sleep(2);
    }
  },
  /** Compresses, several pieces at once. */
  COMPRESS {
    @Override
    void work(Random random) {
      byte[] text = new byte[64 * 1024];
      for (int i = 0; i < text.length; i++) {
        text[i] = (byte) ('a' + random.nextInt(6));
      }
      sink += IntStream.range(0, 4).parallel().mapToLong(piece -> compressed(text)).sum();
    }
  },
  /** Sleeps. */
  SLEEP {
    @Override
    void work(Random random) throws InterruptedException {
      Arrays.fill(KEPT, null);
      Thread.sleep(20);
    }
  };

  private static final byte[][] KEPT = new byte[160][];
  private static volatile long sink; // so that no work is thought away

  abstract void work(Random random) throws InterruptedException;

  private static long compressed(byte[] text) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(text);
    deflater.finish();
    int length = deflater.deflate(new byte[text.length]);
    deflater.end();
    return length;
  }

  private static long sorted(Random random, int count) {
    int[] numbers = random.ints(count).toArray();
    Arrays.sort(numbers);
    return numbers[count / 2];
  }
}
