package org.streamrecall.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.streamrecall.deploy.StreamRecall;
import picocli.CommandLine;

/** Commands and options that pages name are there, and all that are there are named. */
class CommandsTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern CALL =
      Pattern.compile("`((?:deploy/streamrecall|tests/[a-z]+)(?:\\s[^`]*)?)`");
  private static final Pattern MAIN = Pattern.compile("\\b(?:main=|tests\\.)([\\w.]*Command)\\b");
  private static final Set<String> OF_OTHERS =
      Set.of(
          "--add-modules",
          "--bootstrap-server",
          "--command-config",
          "--add",
          "--allow-principal",
          "--operation",
          "--topic",
          "--group",
          "--transactional-id",
          "--resource-pattern-type");
  private static final Set<String> OF_ALL = Set.of("--help", "--version", "--verbose");

  /** Makes commands that are only looked at. */
  private static final CommandLine.IFactory BARE =
      new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
          var constructor = type.getDeclaredConstructors()[0];
          if (constructor.getParameterCount() == 0) {
            return CommandLine.defaultFactory().create(type);
          }
          constructor.setAccessible(true);
          return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
        }
      };

  private static final Map<String, Set<String>> OPTIONS = new TreeMap<>(); // by command

  static List<Path> pages() throws IOException {
    return Pages.all();
  }

  private static synchronized Map<String, Set<String>> options() throws Exception {
    if (OPTIONS.isEmpty()) {
      addAll("deploy/streamrecall", new CommandLine(new StreamRecall()));
      try (var scripts = Files.list(Pages.ROOT.resolve("tests"))) {
        for (Path script :
            scripts.filter(Files::isExecutable).filter(Files::isRegularFile).toList()) {
          add("tests/" + script.getFileName(), script);
        }
      }
    }
    return OPTIONS;
  }

  private static void add(String name, Path script) throws Exception {
    boolean several = name.equals("tests/bench");
    for (MatchResult main : MAIN.matcher(Files.readString(script)).results().toList()) {
      String type = several ? "bench." + main.group(1) : main.group(1);
      var command = new CommandLine(Class.forName("org.streamrecall.tests." + type), BARE);
      addAll(several ? name + " " + command.getCommandName().replace("bench ", "") : name, command);
    }
  }

  private static void addAll(String name, CommandLine command) {
    Set<String> names = new TreeSet<>();
    command.getCommandSpec().options().forEach(o -> names.addAll(Arrays.asList(o.names())));
    OPTIONS.put(name, names);
    command.getSubcommands().forEach((sub, line) -> addAll(name + " " + sub, line));
  }

  /** The longest command that a text begins with. */
  private static String command(String text) throws Exception {
    return options().keySet().stream()
        .filter(name -> (text + " ").startsWith(name + " "))
        .reduce((a, b) -> a.length() > b.length() ? a : b)
        .orElse(null);
  }

  /** Within backticks, and the lines of blocks. */
  private static List<String> calls(Path page) throws IOException {
    List<String> calls = new ArrayList<>();
    CALL.matcher(Pages.prose(page)).results().forEach(call -> calls.add(call.group(1)));
    for (Pages.Block block : Pages.blocks(page)) {
      for (String line : block.text().replaceAll("\\\\\n *", "").split("\n")) {
        if (CALL.matcher("`" + line + "`").matches()) {
          calls.add(line);
        }
      }
    }
    return calls.stream().map(call -> call.replaceAll("\\s+", " ")).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldCallWhatIsThere(Path page) throws Exception {
    for (String call : calls(page)) {
      String command = command(call);
      assertThat(command).as(page + ": " + call).isNotNull();
      Set<String> options = options().get(command);
      assertThat(OPTION.matcher(call).results().map(MatchResult::group))
          .as(page + ": " + call)
          .filteredOn(option -> !options.contains(option))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameOptionsThatAreThere(Path page) throws Exception {
    Set<String> known = new TreeSet<>(OF_OTHERS);
    options().values().forEach(known::addAll);
    assertThat(OPTION.matcher(Files.readString(page)).results().map(MatchResult::group))
        .filteredOn(option -> !known.contains(option))
        .isEmpty();
  }

  @Test
  void shouldNameEachOptionThatIsThere() throws Exception {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Pages.ROOT.resolve("deploy/README.md"))) {
      if (line.matches("\\| `[a-z ]+` \\| .*")) {
        rows.merge(line.split("`")[1], line, String::concat);
      }
    }
    for (var command : options().entrySet()) {
      String name = command.getKey().replaceFirst("deploy/streamrecall ?", "");
      if (name.isEmpty() || name.startsWith("tests/")) {
        continue;
      }
      assertThat(rows).containsKey(name);
      String row = rows.get(name);
      for (MatchResult other :
          Pattern.compile("as for `(\\w+)`|options of `(\\w+)`").matcher(row).results().toList()) {
        row += rows.get(other.group(1) != null ? other.group(1) : other.group(2));
      }
      for (String option : command.getValue()) {
        if (option.startsWith("--") && !OF_ALL.contains(option)) {
          assertThat(row).as(name).containsPattern("(?<![\\w-])" + option + "(?![\\w-])");
        }
      }
    }
  }

  @Test
  void shouldGiveTheRightsThatAreTried() throws IOException {
    List<String> tried = Files.readAllLines(Pages.ROOT.resolve("deploy/acls.txt"));
    List<String> given =
        Pages.blocks(Pages.ROOT.resolve("connectors/README.md")).stream()
            .flatMap(block -> block.lines().stream())
            .filter(line -> line.startsWith("$ACLS"))
            .toList();
    assertThat(given).isNotEmpty();
    assertThat(tried).containsAll(given);
  }
}
