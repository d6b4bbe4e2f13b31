package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/** What the command line says to what it cannot use: one sentence, and never status 0. */
class BadInputTest {
  @TempDir private Path folder;

  @Test
  void shouldSayWhatWasCalledWrongly() {
    refused(2, "streamrecall: Missing command; see streamrecall --help");
    refused(2, "streamrecall: Unmatched argument at index 0: 'forecast'; see", "forecast");
    refused(
        2,
        "streamrecall: Missing required option: '--out=MODEL'; see streamrecall train --help",
        "train");
    refused(
        2,
        "streamrecall: Missing required option: '--episodes'; say --tokens, --queries and --schema, or"
            + " --episodes and --schema, or name a file of events to train on; see streamrecall train"
            + " --help",
        "train",
        "--out",
        "m");
    refused(
        2,
        "streamrecall: Invalid value for option '--steps': '0' is not a whole number from 1 to"
            + " 2147483647; see streamrecall train --help",
        "train",
        "--steps",
        "0");
    refused(
        2,
        "--sketch-bytes=N, --exact are mutually exclusive",
        "evaluate",
        "--exact",
        "--sketch-bytes",
        "9",
        "--model",
        "m",
        "--episodes",
        "e");
  }

  @Test
  void shouldHelpAndNameItsVersion() {
    Invocation help = Invocation.of("train", "--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: streamrecall train").contains("--schema=FILE");
    Invocation version = Invocation.of("--version");
    assertThat(version.status()).isZero();
    assertThat(version.out()).startsWith("streamrecall 0.").doesNotContain("${");
  }

  @Test
  void shouldNameTheFileThatCannotBeRead() throws IOException {
    Path missing = folder.resolve("missing");
    refused(
        1,
        "streamrecall: --model " + missing + " does not exist; correct the path",
        "evaluate",
        "--model",
        missing,
        "--episodes",
        missing);
    refused(
        1,
        "streamrecall: --model " + folder + " is a directory; name a file",
        "evaluate",
        "--model",
        folder,
        "--episodes",
        missing);
    refused(
        1,
        "streamrecall: --episodes " + folder + " has no file that ends in .jsonl; name",
        "evaluate",
        "--model",
        model(Stories.NUMBERS),
        "--episodes",
        folder);
    refused(
        1,
        "streamrecall: --queries " + missing + " does not exist; correct the path",
        "replay",
        "--model",
        model(Stories.NUMBERS),
        "--tokens",
        written("tokens", ""),
        "--queries",
        missing);
  }

  @Test
  void shouldRefuseAFileThatIsNoModel() throws IOException {
    Path model = model(Stories.NUMBERS);
    byte[] bytes = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(bytes, bytes.length - 3));
    Invocation call = refused(1, "it is truncated or has a tail", replay(model));
    assertThat(call.err())
        .startsWith("streamrecall: " + model + ": not a safetensors file: its tensors end at")
        .endsWith("copy the file again or train anew\n");
    Files.writeString(model, "model");
    refused(1, "its length is 5 bytes, at least 8 needed; copy", replay(model));
  }

  @Test
  void shouldRefuseABudgetThatIsTooSmall() throws IOException {
    Path model = model(Stories.NUMBERS);
    refused(
        1,
        "sketch.bytes=64 is below the ",
        "evaluate",
        "--model",
        model,
        "--episodes",
        model,
        "--sketch-bytes",
        "64");
  }

  @Test
  void shouldSayWhereEpisodesOrSchemaAreWrong() throws IOException {
    String token = "{\"tag\":[1,0],\"content\":[1]}";
    String good = "{\"context\":[" + token + "],\"queries\":[{\"tag\":[1,0],\"target\":[1]}]}\n";
    Path episodes = folder.resolve("episodes");
    Path schema = written("schema", Stories.NUMBERS);
    Object[] train = {
      "train", "--episodes", episodes, "--schema", schema, "--out", folder.resolve("out")
    };

    Files.writeString(episodes, good + good.replace("[1]}],", "[1,2]}],"));
    refused(1, episodes + ":2: context[0]: content has 2 numbers, the schema says 1;", train);
    Files.writeString(episodes, good + "\n" + good.replace("[1]}]}", "NaN}]}"));
    refused(1, episodes + ":3: queries[0]: target=", train);
    Files.writeString(episodes, good.substring(0, 40));
    refused(1, episodes + ":1: the record is not JSON", train);
    Files.writeString(episodes, "\n");
    refused(1, "--episodes " + episodes + " has no episode; write one JSON object", train);
    Files.writeString(episodes, good);
    Invocation one = Invocation.of(train);
    assertThat(one.status()).isEqualTo(1);
    assertThat(one.err())
        .isEqualTo(
            "streamrecall: "
                + episodes
                + ":1: episodes end here, after 1, and training needs at least 10, of which one in"
                + " five is held out; write more contexts\n");
    Files.writeString(episodes, good.replace("[" + token + "]", "[]"));
    refused(1, "episode " + episodes + ":1 has 0 tokens and 1 queries;", train);
    String other = good.replace("[1,0]", "[0,1]");
    Files.writeString(episodes, (good + other).repeat(5));
    refused(1, episodes + ":1: target=[1.0] here and in all queries of all 10 episodes", train);
    String alike = good + good.replace("\"target\":[1]", "\"target\":[2]");
    Files.writeString(episodes, alike.repeat(5));
    refused(1, episodes + ":1: tag=[1.0,0.0] here and in all tokens of all 10 episodes", train);
    String far = good.replace("[{\"tag\":[1,0],\"target", "[{\"tag\":[3e38,0],\"target");
    Files.writeString(episodes, alike + far + other.repeat(70)); // found when many are read
    assertThat(Invocation.of(train).err().lines())
        .anyMatch(
            line -> line.startsWith("streamrecall: episode " + episodes + ":3: tag direction "));
    Files.writeString(schema, "{\"tag\":2,\"content\":1,\"colour\":3}");
    refused(1, schema + ": the schema has a field \"colour\" that is not known", train);
    Files.write(schema, new byte[] {(byte) 0xff});
    refused(1, "--schema " + schema + " is not UTF-8; write it in UTF-8", train);
  }

  @Test
  void shouldFailBeforeTheWorkIfTheOutputCannotBeWritten() throws IOException {
    Path nowhere = folder.resolve("nowhere").resolve("model");
    refused(
        1,
        "--out " + nowhere + " lies in no directory; create " + nowhere.getParent() + " first",
        "train",
        "--episodes",
        nowhere,
        "--schema",
        written("schema", Stories.NUMBERS),
        "--out",
        nowhere);
  }

  @Test
  void shouldShowTheStackTraceOnlyWhenAsked() {
    Object[] call = {"evaluate", "--model", "missing", "--episodes", "missing"};
    assertThat(Invocation.of(call).err()).hasLineCount(1);
    Object[] verbose = Arrays.copyOf(call, call.length + 1);
    verbose[call.length] = "--verbose";
    assertThat(Invocation.of(verbose).err())
        .contains("CommandFailure")
        .contains("Caused by: java.nio.file.NoSuchFileException");
  }

  private Object[] replay(Path model) throws IOException {
    Path empty = written("empty", "");
    return new Object[] {"replay", "--model", model, "--tokens", empty, "--queries", empty};
  }

  private Path model(String schema) throws IOException {
    RecallModel model = RecallModel.untrained(Schema.of(FieldsJson.parse(schema)));
    return Files.write(folder.resolve("model"), model.toBytes());
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Invocation refused(int status, String sentence, Object... args) {
    Invocation call = Invocation.of(args);
    assertThat(call.err()).contains(sentence).hasLineCount(1);
    assertThat(call.status()).isEqualTo(status);
    assertThat(call.out()).isEmpty();
    return call;
  }
}
