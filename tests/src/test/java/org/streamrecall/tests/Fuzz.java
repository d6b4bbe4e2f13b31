package org.streamrecall.tests;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Records as no sender should send them, and good ones in between; the same ones for a seed. */
final class Fuzz {
  private static final int DEPTH = 10_000;
  private static final int CONTEXTS = 20;
  private static final byte[] BROKEN = {(byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0x80};

  /** What must become of a record. */
  enum Fate {
    TAKEN,
    REFUSED,
    /** One of both. */
    EITHER
  }

  record Fuzzed(byte[] key, byte[] value, Fate fate) {}

  /** A good record's text around the fields that faults are put into. */
  private record Shape(String id, String context, String tag, String rest) {
    byte[] bytes() {
      return utf8("{" + id + context + tag + rest + "}");
    }

    Shape withContext(String other) {
      return new Shape(id, other, tag, rest);
    }

    Shape withTag(String other) {
      return new Shape(id, context, other, rest);
    }

    Shape withRest(String other) {
      return new Shape(id, context, tag, rest + other);
    }
  }

  private final Random random;
  private boolean wild; // numbers at the ends of what is a number

  Fuzz(long seed) {
    random = new Random(seed);
  }

  Fuzzed token(int n) {
    return fuzzed(n, this::tokenShape, this::badToken);
  }

  Fuzzed query(int n) {
    return fuzzed(n, this::queryShape, this::badQuery);
  }

  /** Of {@code EventSchema.of("machine", "at", "category(mode), load", "power", null)}. */
  Fuzzed event(int n) {
    return fuzzed(n, this::eventShape, this::badEvent);
  }

  private interface Shapes {
    Shape shape(int n, String context);
  }

  private interface Bad {
    byte[] bytes(Shape good);
  }

  /** Good ones and mutated ones are of different contexts: a strange past is no fault of theirs. */
  private Fuzzed fuzzed(int n, Shapes shapes, Bad bad) {
    int roll = random.nextInt(100);
    String context = (roll < 48 ? "good" : "odd") + random.nextInt(CONTEXTS);
    wild = roll >= 48;
    Shape shape = shapes.shape(n, context);
    wild = false;
    byte[] key = roll < 40 ? utf8(context) : oddKey();
    if (roll < 48) {
      return new Fuzzed(key, shape.bytes(), Fate.TAKEN);
    }
    if (roll < 55) {
      return new Fuzzed(key, shape.bytes(), Fate.EITHER);
    }
    return roll < 78
        ? new Fuzzed(key, mutated(shape.bytes()), Fate.EITHER)
        : new Fuzzed(key, bad.bytes(shape), Fate.REFUSED);
  }

  /** A good record of so many bytes. */
  Fuzzed large(int n, int bytes, boolean good) {
    Shape shape = queryShape(n, "good0");
    String filler = ",\"note\":\"" + "x".repeat(bytes) + "\"";
    return good
        ? new Fuzzed(utf8("good0"), shape.withRest(filler).bytes(), Fate.TAKEN)
        : new Fuzzed(null, shape.withRest(filler + ",\"tag\":7").bytes(), Fate.REFUSED);
  }

  /** A good event that does not fit the topic of answers. */
  Fuzzed largeEvent(int n, int bytes) {
    String filler = ",\"text\":\"" + "x".repeat(bytes) + "\"";
    return new Fuzzed(null, eventShape(n, "good0").withRest(filler).bytes(), Fate.REFUSED);
  }

  /** A model file that has come to harm. */
  Fuzzed model(byte[] good) {
    byte[] bytes = mutated(good);
    return Arrays.equals(bytes, good) ? model(good) : new Fuzzed(utf8("m"), bytes, Fate.REFUSED);
  }

  private byte[] oddKey() {
    byte[] key = new byte[random.nextInt(40)];
    random.nextBytes(key);
    return random.nextInt(3) == 0 ? null : key;
  }

  private Shape tokenShape(int n, String context) {
    String rest = ",\"content\":[" + number() + "],\"ref\":\"r" + n + "\"";
    return new Shape("\"type\":\"token\",", "\"context\":\"" + context + "\"", tag(), rest);
  }

  private Shape queryShape(int n, String context) {
    return new Shape("\"id\":\"q" + n + "\",", "\"context\":\"" + context + "\"", tag(), "");
  }

  private Shape eventShape(int n, String context) {
    String rest = ",\"mode\":\"r" + random.nextInt(3) + "\",\"power\":" + number();
    return new Shape(
        "\"at\":" + (1000L * n) + ",",
        "\"machine\":\"" + context + "\"",
        ",\"load\":" + number(),
        rest + ",\"note\":{\"n\":1.50}");
  }

  private String tag() {
    return ",\"tag\":[" + number() + "," + number() + "]";
  }

  private String number() {
    if (wild && random.nextInt(20) == 0) {
      return pick("1e15", "-1e15", "1e-300", "3.4e38", "-3e38", "1e300", "0", "-0.0", "4e-45");
    }
    return Double.toString(random.nextInt(2001) / 100. - 10);
  }

  private byte[] badToken(Shape good) {
    return switch (random.nextInt(8)) {
      case 0 -> new Shape("\"type\":\"teach\",", good.context, good.tag, good.rest).bytes();
      case 1 -> good.withRest(",\"weight\":" + pick("-1", "0", "1e200", "\"1\"", "NaN")).bytes();
      case 2 -> good.withRest(",\"time\":" + pick("1.5", "\"now\"", "1e400", "[]")).bytes();
      case 3 -> good.withRest(",\"content\":[1]").bytes(); // a name twice
      default -> badTag(good, "\"context\"");
    };
  }

  private byte[] badQuery(Shape good) {
    return switch (random.nextInt(6)) {
      case 0 -> new Shape("", good.context, good.tag, "").bytes();
      case 1 ->
          new Shape(
                  "\"id\":" + pick("\"\"", "7", "null", "\"" + "i".repeat(2000) + "\"") + ",",
                  good.context,
                  good.tag,
                  "")
              .bytes();
      case 2 -> good.withRest(",\"id\":\"again\"").bytes();
      default -> badTag(good, "\"context\"");
    };
  }

  private byte[] badEvent(Shape good) {
    String load =
        pick(
            "\"x\"",
            "[1]",
            "{}",
            "nan",
            "Infinity",
            "-Infinity",
            "1e400",
            "-1e308",
            "1e17",
            "9".repeat(200));
    return switch (random.nextInt(5)) {
      case 0 -> good.withTag(",\"load\":" + load).bytes();
      case 1 -> good.withRest(",\"recall\":{}").bytes();
      case 2 -> good.withRest(",\"deep\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH)).bytes();
      default -> badAnywhere(good, "\"machine\"");
    };
  }

  private byte[] badTag(Shape good, String key) {
    String tag =
        pick(
            "7",
            "\"x\"",
            "{\"a\":1}",
            "null",
            "[1]",
            "[1,2,3]",
            "[1,\"2\"]",
            "[1,null]",
            "[1,[2]]",
            "[1,NaN]",
            "[Infinity,1]",
            "[-Infinity,1]",
            "[1,1e400]",
            "[1,1e308]",
            "[1,-1e39]",
            "[1," + "9".repeat(300) + "]",
            "[" + "1,".repeat(5000) + "1]",
            "[".repeat(DEPTH) + "]".repeat(DEPTH),
            "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH));
    return random.nextBoolean() ? good.withTag(",\"tag\":" + tag).bytes() : badAnywhere(good, key);
  }

  private byte[] badAnywhere(Shape good, String key) {
    byte[] whole = good.bytes();
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 8 -> new String(whole, StandardCharsets.UTF_8).getBytes(utf16());
      case 1 -> new byte[random.nextInt(3)];
      case 2 -> Arrays.copyOf(whole, whole.length - 1 - random.nextInt(whole.length / 2));
      case 3 -> utf8(pick("[1]", "1", "\"x\"", "null", "true", " ", "{}", "{}{}", "NaN", "nul"));
      case 4 -> joined(whole, whole);
      case 5 -> broken(good, key);
      case 6 -> good.withContext(key + ":" + pick("\"\"", "null", "{}", "[]")).bytes();
      case 7 -> good.withContext(key + ":\"" + "c".repeat(1025) + "\"").bytes();
      default ->
          good.withContext(key + ":\"" + pick("\\ud800", "a\\udc00", "\\u12", "\n") + "\"").bytes();
    };
  }

  private Charset utf16() {
    return random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE;
  }

  /** Bytes that are no UTF-8, in a name. */
  private static byte[] broken(Shape good, String key) {
    byte[] before = utf8("{" + good.id + key + ":\"");
    return joined(joined(before, BROKEN), utf8("\"" + good.tag + good.rest + "}"));
  }

  private byte[] mutated(byte[] good) {
    byte[] bytes = good;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes = mutatedOnce(bytes);
    }
    return bytes;
  }

  private byte[] mutatedOnce(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    int to = at + random.nextInt(Math.min(20, bytes.length - at) + 1);
    byte[] head = Arrays.copyOf(bytes, at);
    byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> head;
      case 1 -> joined(Arrays.copyOf(bytes, to), tail); // a piece twice
      case 2 -> joined(head, Arrays.copyOfRange(bytes, to, bytes.length));
      case 3 -> joined(head, joined(random(1 + random.nextInt(4)), tail));
      case 4 -> joined(head, joined(utf8(pick("9", "e9", "E300", "00", "-", "1e400", "\\")), tail));
      default -> flipped(bytes, at);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    if (copy.length > 0) {
      copy[at] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
