package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader in another language, written from the drawn byte tables, answers as this one does. */
class MemoryReaderTest {
  private static final Path READER = Path.of("src/test/python/read_memory.py");

  @TempDir Path folder;

  @BeforeAll
  static void needPython() throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException notFound) {
      there = false;
    }
    assumeThat(there).as("python3 is on the path").isTrue();
  }

  static Stream<GoldenMemory> goldens() {
    return GoldenMemory.all().stream().filter(golden -> golden.tokens() > 0);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldAnswerAsThisProgramDoes(GoldenMemory golden) throws Exception {
    JsonNode expected = golden.expected();
    List<String> command = new ArrayList<>();
    command.add(golden.memoryFile().toString());
    command.add("--recent");
    command.add(golden.answersFile().toString());
    for (double[] a : golden.queries()) {
      String numbers = Arrays.stream(a).mapToObj(String::valueOf).collect(Collectors.joining(","));
      command.add("--recall=" + numbers);
    }
    JsonNode read = new ObjectMapper().readTree(run(command, 0));
    assertThat(read.get("answers")).hasSameSizeAs(expected.get("answers"));
    for (int i = 0; i < expected.get("answers").size(); i++) {
      JsonNode want = expected.get("answers").get(i);
      JsonNode have = read.get("answers").get(i);
      assertThat(have.get("logMass").doubleValue())
          .isCloseTo(want.get("logMass").doubleValue(), near());
      assertThat(GoldenMemory.doubles(have.get("value")))
          .containsExactly(GoldenMemory.doubles(want.get("value")), near());
    }
  }

  private static Offset<Double> near() {
    return Offset.offset(1e-9);
  }

  @Test
  void shouldRefuseADamagedMemory() throws Exception {
    byte[] memory = GoldenMemory.of("memory-1000").memory();
    memory[100]++;
    Path damaged = Files.write(folder.resolve("damaged.bin"), memory);
    assertThat(run(List.of(damaged.toString()), 1))
        .isEqualToIgnoringNewLines("the memory is damaged: its checksum does not match");
  }

  private static String run(List<String> arguments, int status) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-B", READER.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isEqualTo(status);
    return output;
  }
}
