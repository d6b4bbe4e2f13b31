package org.streamrecall.tests.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A folder as {@code tests/streams} takes it: streams of known kinds, made from seeds. Of the shops
 * all is foretold, in short keys; a rhythm and a walk are longer.
 */
final class GeneratedStreams {
  static final int SHOPS = 14;
  private static final int SHOP_EVENTS = 120;
  private static final int EVENTS = 700;
  private static final long START = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000L;

  private GeneratedStreams() {}

  static void write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("sets.json"),
        """
        {"numbers":[
         {"set":"rhythm","keys":2,"target":"x","horizons":[1,24],"season":24,"clock":"d","label":"odd"},
         {"set":"walk","keys":1,"target":"y","horizons":[1],"season":0,"clock":""},
         {"set":"shops","target":"load","horizons":[1],"season":8,"label":"odd"},
         {"set":"shops","target":"price","horizons":[0],"not":["tax"]}],
         "categories":[
         {"set":"shops","target":"size","horizons":[0],"not":["tax","price"]}],
         "about":"made from seeds"}
        """);
    Random random = new Random(1);
    StringBuilder rhythm = new StringBuilder();
    StringBuilder walk = new StringBuilder();
    double y = 0;
    for (int i = 0; i < EVENTS; i++) {
      long at = START + HOUR * i;
      for (String key : List.of("a", "b", "c")) {
        int odd = i % 150 == 149 ? 1 : 0;
        double x = 5 * Math.sin(2 * Math.PI * i / 24) + .5 * random.nextGaussian() + 20 * odd;
        line(rhythm, "{\"key\":\"%s\",\"at\":%d,\"x\":%s,\"odd\":%d}", key, at, x, odd);
      }
      line(rhythm, "{\"key\":\"flat\",\"at\":%d,\"x\":1}", at);
      y += random.nextGaussian();
      line(walk, "{\"key\":\"w\",\"at\":%d,\"y\":%s}", at, y);
    }
    Files.writeString(folder.resolve("rhythm.jsonl"), rhythm);
    Files.writeString(folder.resolve("walk.jsonl"), walk);
    Files.writeString(folder.resolve("shops.jsonl"), shops(new Random(2)));
  }

  /**
   * A load that comes back every eight events; a price of three times the weight and ten for the
   * blue ones, which the tax gives away; a size that the weight says, nine times in ten.
   */
  private static StringBuilder shops(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < SHOP_EVENTS; i++) {
      for (int key = 0; key < SHOPS; key++) {
        int odd = (i + key) % 40 == 39 ? 1 : 0;
        double load = 10 * Math.sin(2 * Math.PI * i / 8) + random.nextGaussian() + 60 * odd;
        double weight = random.nextDouble();
        boolean blue = random.nextInt(3) == 0;
        double price = 30 * weight + (blue ? 10 : 0) + random.nextGaussian();
        boolean large = weight > .6 ^ random.nextInt(10) == 0;
        line(
            lines,
            "{\"key\":\"shop %d\",\"at\":%d,\"load\":%.3f,\"odd\":%d,\"weight\":%.3f,"
                + "\"colour\":\"%s\",\"price\":%.3f,\"tax\":%.3f,\"size\":\"%s\"}",
            key,
            START + HOUR * i,
            load,
            odd,
            weight,
            blue ? "blue" : "red",
            price,
            price / 10,
            large ? "large" : "small");
      }
    }
    return lines;
  }

  private static void line(StringBuilder lines, String format, Object... of) {
    lines.append(String.format(Locale.ROOT, format, of)).append('\n');
  }
}
