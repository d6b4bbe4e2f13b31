package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.streamrecall.events.schema.EventSchema;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Whatever is written on a command line or in a file is answered in a sentence. */
class HostileInputTest {
  private static final List<String> COMMANDS =
      List.of("train", "evaluate", "replay", "run", "ask", "forget");

  /** What a programmer's error says, and no sentence of ours. */
  private static final Pattern RAW =
      Pattern.compile(
          "Exception|Cannot invoke|out of bounds for|\\bjava\\.|\\borg\\.|^\\s+at |: null\\b|Infinity|-2147483648",
          Pattern.MULTILINE);

  private static TemporaryFolder folder;
  private static byte[] model;

  @BeforeContainer
  static void makeFiles() throws IOException {
    folder = TemporaryFolder.create("streamrecall-hostile-");
    model = EventSchema.of("card", "at", "lag(amount,1)", "amount", null).untrained().toBytes();
    write("empty", new byte[0]);
    write("binary", new byte[] {0, -1, 13, 10, 0, 7});
    write("events.jsonl", utf8("{\"card\":\"a\",\"at\":1,\"amount\":2}\n".repeat(3)));
    write("events.csv", utf8("card,at,amount\na,1,2\na,2,3\n"));
    write("schema.json", utf8("{\"tag\":2,\"content\":1,\"readOut\":\"regress\"}"));
    write("model.safetensors", model);
    Files.createDirectories(folder.path().resolve("folder"));
  }

  @AfterContainer
  static void removeFiles() {
    folder.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.path().resolve(name), bytes);
  }

  @Property(tries = 300, seed = "11")
  void shouldAnswerAnyCommandLineInASentence(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String name = COMMANDS.get(random.nextInt(COMMANDS.size()));
    List<OptionSpec> options =
        new CommandLine(new StreamRecall()).getSubcommands().get(name).getCommandSpec().options();
    List<String> line = new ArrayList<>(List.of(name));
    for (int left = random.nextInt(8); left > 0; left--) {
      OptionSpec option = options.get(random.nextInt(options.size()));
      if (List.of("--bootstrap-servers", "--verbose").contains(option.longestName())) {
        continue; // nobody is to be called, and no stack trace to be shown
      }
      line.add(option.longestName());
      if (option.arity().max() > 0 && random.nextInt(20) > 0) {
        line.add(value(random));
      }
    }
    if (random.nextInt(3) == 0) {
      line.add(value(random));
    }
    if (options.stream().anyMatch(of -> of.longestName().equals("--bootstrap-servers"))) {
      line.addAll(List.of("--bootstrap-servers", "nonsense"));
    }
    requireSentence(line);
  }

  @Property(tries = 100, seed = "12")
  void shouldAnswerAnyModelFileInASentence(@ForAll long seed) throws IOException {
    Path broken = write("broken.safetensors", broken(model, new Random(seed)));
    Path events = folder.path().resolve("events.jsonl");
    requireSentence(List.of("replay", events.toString(), "--model", broken.toString()));
    requireSentence(
        List.of("run", "--model", broken.toString(), "--bootstrap-servers", "nonsense"));
  }

  @Property(tries = 100, seed = "13")
  void shouldAnswerAnySchemaFileInASentence(@ForAll long seed) throws IOException {
    byte[] schema =
        utf8("{\"tag\":2,\"content\":3,\"readOut\":\"regress\",\"lift\":\"cosine\",\"maxDims\":4}");
    Path broken = write("broken.json", broken(schema, new Random(seed)));
    Path out = folder.path().resolve("out.safetensors");
    Path episodes = folder.path().resolve("empty");
    requireSentence(
        List.of(
            "train",
            "--fields",
            broken.toString(),
            "--episodes",
            episodes.toString(),
            "--out",
            out.toString()));
  }

  @Property(tries = 60, seed = "14")
  void shouldAnswerAnyStateFolderInASentence(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path state = Files.createTempDirectory(folder.path(), "state-");
    for (int left = random.nextInt(4); left > 0; left--) {
      String[] jobs = {"0123456789abcdef0123456789abcdef", "savepoint-0123-4567", "x", "..x"};
      String[] names = {
        "chk-1", "chk-99999999999999999999", "chk-", "shared", "taskowned", "chk-2"
      };
      Path of = state.resolve(jobs[random.nextInt(jobs.length)]);
      Path at = random.nextBoolean() ? of : of.resolve(names[random.nextInt(names.length)]);
      Files.createDirectories(at);
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextInt(4) > 0) {
        Files.write(at.resolve("_metadata"), bytes);
      }
    }
    requireSentence(
        List.of(
            "run",
            "--model",
            folder.path().resolve("model.safetensors").toString(),
            "--state",
            state.toString(),
            "--bootstrap-servers",
            "nonsense"));
  }

  private static byte[] broken(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int head = Math.min(bytes.length, 2000);
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      bytes[random.nextInt(random.nextBoolean() ? head : bytes.length)] =
          (byte)
              (random.nextBoolean()
                  ? random.nextInt(256)
                  : "0123456789{}[],:\"".charAt(random.nextInt(17)));
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
        : bytes;
  }

  private static String value(Random random) {
    String[] files = {
      "empty",
      "binary",
      "events.jsonl",
      "events.csv",
      "schema.json",
      "model.safetensors",
      "folder",
      "not there",
      "folder/not there"
    };
    String[] texts = {
      "",
      " ",
      "0",
      "1",
      "-1",
      "NaN",
      "1e400",
      "99999999999999999999",
      "2147483648",
      "a,b",
      ",",
      ":",
      "1d",
      "P",
      "-5s",
      "null",
      "{}",
      "[1,2",
      "lag(amount,1)",
      "lag(amount,99999999)",
      "next(amount)",
      "hour(at",
      "((((((",
      "ключ",
      "../../x",
      "x".repeat(5000),
      "2026-13-01T00:00:00Z",
      "TIME",
      "ROCKSDB",
      "fail",
      "count"
    };
    return random.nextInt(3) == 0
        ? folder.path().resolve(files[random.nextInt(files.length)]).toString()
        : texts[random.nextInt(texts.length)];
  }

  /** And nothing is left where nobody has said. */
  private static void requireSentence(List<String> line) throws IOException {
    TreeSet<String> before = here();
    Invocation invocation = Invocation.of(line.toArray());
    String said = invocation.err();
    assertThat(invocation.status()).as("%s: %s", line, said).isBetween(0, 2);
    assertThat(RAW.matcher(said).find()).as("%s: %s", line, said).isFalse();
    if (invocation.status() != 0) {
      assertThat(said.strip()).as(line.toString()).contains("streamrecall: ");
    }
    assertThat(here()).as(line.toString()).isEqualTo(before);
  }

  private static TreeSet<String> here() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files
          .map(Path::toString)
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
  }
}
