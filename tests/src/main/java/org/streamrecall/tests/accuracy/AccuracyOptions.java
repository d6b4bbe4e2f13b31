package org.streamrecall.tests.accuracy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.streamrecall.measure.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which streams to draw, and what to ask of them. */
final class AccuracyOptions {
  @Option(
      names = "--shape",
      required = true,
      split = ",",
      paramLabel = "SHAPE",
      converter = ShapeConverter.class,
      description = "gauss, aniso, cosine, heavy, rare, drift or ordered; several by comma.")
  List<StreamShape> shapes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "12",
      converter = SeedRange.Converter.class,
      description =
          "Seed of the stream, or a range such as 7-12, then with the means last (${DEFAULT-VALUE}).")
  SeedRange seeds;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Length of the stream (${DEFAULT-VALUE}).")
  int tokens;

  @Option(
      names = "--dim",
      paramLabel = "D",
      defaultValue = "16",
      description = "Numbers of a tag (${DEFAULT-VALUE}).")
  int dims;

  @Option(
      names = "--components",
      paramLabel = "I",
      defaultValue = "16",
      description = "Components of the stream (${DEFAULT-VALUE}).")
  int components;

  @Option(
      names = "--bytes",
      paramLabel = "B",
      defaultValue = "16384",
      description = "Bytes of every memory (${DEFAULT-VALUE}).")
  int bytes;

  @Option(
      names = "--beta",
      split = ",",
      paramLabel = "BETA",
      defaultValue = "5,10,20",
      description = "Inverse temperatures of the queries, by comma (${DEFAULT-VALUE}).")
  double[] betas;

  @Option(
      names = "--content-dim",
      paramLabel = "C",
      description =
          "Numbers of a content, tanh of a linear map of the tag (default: the tag is it).")
  Integer contentDims;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Tell the sketch in so many consecutive shards of the stream, each a sketch of its own,"
              + " and merge them at the end (${DEFAULT-VALUE}: one pass).")
  int shards;

  /** Refuses what no stream can be drawn for. */
  void check() {
    requireRange("--tokens", tokens, 1, Integer.MAX_VALUE);
    requireRange("--dim", dims, 1, Shape.MAX_TAG_DIMS);
    requireRange("--components", components, 1, 1 << 16);
    requireRange("--bytes", bytes, 1, Integer.MAX_VALUE - 1);
    require(
        shards >= 1 && shards <= tokens,
        "--shards="
            + shards
            + " is outside 1 to the stream's "
            + tokens
            + " tokens; choose a number within");
    if (contentDims != null) {
      requireRange("--content-dim", contentDims, 1, Shape.MAX_CONTENT_DIMS);
    }
    for (double beta : betas) {
      require(
          beta > 0 && beta <= 1000,
          "--beta=" + beta + " is not between 0 and 1000; try 5, 10 or 20");
    }
    require(
        dims >= CosineEmission.LEAST_DIMS || !shapes.contains(StreamShape.COSINE),
        "--dim=" + dims + " is below the 4 numbers that --shape=cosine needs; raise it to 4");
    require(
        components > 1 || !shapes.contains(StreamShape.RARE),
        "--components=1 leaves --shape=rare nothing to be rare among; raise it to 2");
    long numbers = (long) tokens * (dims + contentDims());
    // Beside the numbers: a label each, and cosine's places.
    long needed = (4 * numbers + 20L * tokens) / (1 << 20) + 64;
    long heap = Runtime.getRuntime().maxMemory() / (1 << 20);
    require(
        (long) tokens * Math.max(dims, contentDims()) < Integer.MAX_VALUE && needed < heap,
        "--tokens="
            + tokens
            + " needs about "
            + needed
            + " MB of the "
            + heap
            + " MB heap; take fewer, or raise the heap with STREAMRECALL_JAVA_OPTS=-Xmx8g as far as"
            + " 2147483646 numbers");
  }

  int contentDims() {
    return contentDims == null ? 0 : contentDims;
  }

  StreamDraw draw(StreamShape shape, long seed) {
    return new StreamDraw(shape, tokens, dims, components, seed, contentDims());
  }

  private static void requireRange(String name, int value, int least, int most) {
    require(
        value >= least && value <= most,
        name + "=" + value + " is outside " + least + " to " + most + "; choose a number within");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** A shape by its word. */
  static final class ShapeConverter implements ITypeConverter<StreamShape> {
    @Override
    public StreamShape convert(String text) {
      return Arrays.stream(StreamShape.values())
          .filter(shape -> shape.word().equals(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is not one of "
                          + Arrays.stream(StreamShape.values())
                              .map(StreamShape::word)
                              .collect(Collectors.joining(", "))));
    }
  }
}
