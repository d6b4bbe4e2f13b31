package org.streamrecall.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;

/**
 * A state that is kept for other languages and later versions: {@code NAME.bin} is the packed
 * memory as it is (so no bytes before the first fold), {@code NAME.json} the atoms told since, what
 * the state must hold and what it must answer.
 *
 * @param tokens told in all
 * @param components that tags are drawn about
 * @param noise of the tags about them; 0 tells the same few tags again and again
 */
record GoldenMemory(String name, SketchLayout layout, int tokens, int components, float noise) {
  static final Path FOLDER = Path.of("src/test/resources/golden");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Shape TAGS = new Shape(6, 0, 0, 0x1234);
  private static final Shape BOTH = new Shape(5, 3, 0.5f, 0x0123456789abcdefL);
  private static final SketchLayout PLAIN =
      new SketchLayout(TAGS, 4096, 12, 8, true, 8, false, Decay.NONE);
  private static final SketchLayout FULL =
      new SketchLayout(BOTH, 4096, 9, 10, false, 8, true, new Decay(500_000));
  private static final SketchLayout LASTING =
      new SketchLayout(BOTH, 4096, 9, 0, true, 8, true, Decay.NONE);

  /** Every form, with and without cells, content, evidence and decay, wide and narrow. */
  static List<GoldenMemory> all() {
    return List.of(
        new GoldenMemory("memory-0", PLAIN, 0, 5, 0.2f),
        new GoldenMemory("memory-1", PLAIN, 1, 5, 0.2f),
        new GoldenMemory("memory-10", PLAIN, 10, 5, 0.2f),
        new GoldenMemory("memory-1000", PLAIN, 1000, 5, 0.2f),
        new GoldenMemory("memory-100000", PLAIN, 100_000, 5, 0.2f),
        new GoldenMemory("atoms-20", FULL, 20, 5, 0.2f),
        new GoldenMemory("clusters-3003", FULL, 3003, 5, 0.3f),
        new GoldenMemory("points-500", LASTING, 500, 16, 0),
        new GoldenMemory("points-decayed-502", FULL, 502, 9, 0),
        new GoldenMemory("clusters-without-cells-2000", LASTING, 2000, 5, 0.2f));
  }

  static GoldenMemory of(String name) {
    return all().stream().filter(golden -> golden.name.equals(name)).findFirst().orElseThrow();
  }

  /** The state after the whole stream. */
  MeasureSketch told() {
    MeasureSketch sketch = new MeasureSketch(layout);
    stream(tokens).forEach(sketch::add);
    return sketch;
  }

  /** The first atoms of the stream: sums and products of uniform numbers, nothing else. */
  List<Atom> stream(int count) {
    SplittableRandom random = new SplittableRandom(20261124);
    int d = layout.shape().tagDims();
    float[] centres = new float[components * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = between(random, 1);
    }
    List<Atom> atoms = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int c = random.nextInt(components);
      float bent = between(random, noise);
      float[] tag = new float[d];
      for (int i = 0; i < d; i++) {
        float straight = i == c % d ? 2 * bent : i == 0 ? 8 * bent * bent : 0; // cells see it
        tag[i] = centres[c * d + i] + straight + between(random, noise);
      }
      float[] content = new float[layout.shape().contentDims()];
      for (int t = 0; t < content.length; t++) {
        content[t] = 0.5f * tag[t] - c + between(random, 0.25f);
      }
      double mass = n % 4 == 0 ? 0.5 + random.nextInt(4) : 1;
      String ref = n % 3 == 0 ? "réf-" + n : null;
      atoms.add(new Atom(tag, content, mass, 1_700_000_000_000L + 1000 * n, ref));
    }
    return atoms;
  }

  private static float between(SplittableRandom random, float most) {
    return most * (2 * (random.nextInt(1 << 20) / (float) (1 << 20)) - 1);
  }

  /** Effective queries of norms from 0 to beyond the last audit. */
  List<double[]> queries() {
    List<double[]> queries = new ArrayList<>();
    for (Atom atom : stream(Math.min(tokens, 8))) {
      double[] a = new double[layout.shape().tagDims()];
      for (int i = 0; i < a.length; i++) {
        a[i] = 3 * queries.size() * atom.tag()[i];
      }
      queries.add(a);
    }
    return queries;
  }

  // ---- the files ----

  Path memoryFile() {
    return FOLDER.resolve(name + ".bin");
  }

  Path answersFile() {
    return FOLDER.resolve(name + ".json");
  }

  /** From the class path: tests/laws does not run in this module's folder. */
  byte[] memory() {
    try (InputStream file = getClass().getResourceAsStream("/golden/" + name + ".bin")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode expected() throws IOException {
    return JSON.readTree(answersFile().toFile());
  }

  /** The atoms beside the packed memory. */
  List<Atom> recent() throws IOException {
    List<Atom> atoms = new ArrayList<>();
    for (JsonNode atom : expected().get("recent")) {
      String ref = atom.get("ref").textValue();
      long time = atom.get("time").longValue();
      atoms.add(
          new Atom(
              floats(atom.get("tag")),
              floats(atom.get("content")),
              atom.get("mass").doubleValue(),
              time,
              ref));
    }
    return atoms;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).doubleValue();
    }
    return values;
  }

  static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }

  /** Packs anew and writes both files. */
  void write() throws IOException {
    MeasureSketch sketch = told();
    Files.createDirectories(FOLDER);
    Files.write(memoryFile(), sketch.memory());
    ObjectNode json = JSON.createObjectNode();
    json.put("tokens", sketch.tokens()).put("mass", sketch.mass()).put("parts", sketch.parts());
    json.put("lastTime", sketch.lastTime()).put("exact", sketch.exact());
    ArrayNode recent = json.putArray("recent");
    for (Atom atom : sketch.recent()) {
      ObjectNode node = recent.addObject();
      node.put("mass", atom.mass()).put("time", atom.time()).put("ref", atom.ref());
      for (float value : atom.tag()) {
        node.withArray("/tag").add((double) value);
      }
      node.putArray("content");
      for (float value : atom.content()) {
        node.withArray("/content").add((double) value);
      }
    }
    ArrayNode answers = json.putArray("answers");
    for (double[] a : queries()) {
      Recollection recalled = SoftmaxRecall.recall(sketch, a);
      ObjectNode node = answers.addObject();
      node.set("a", JSON.valueToTree(a));
      node.put("logMass", recalled.logMass());
      node.set("value", JSON.valueToTree(recalled.value()));
      node.put("memoryError", sketch.memoryError(a, recalled.shares(), recalled.value()));
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(answersFile().toFile(), json);
  }
}
