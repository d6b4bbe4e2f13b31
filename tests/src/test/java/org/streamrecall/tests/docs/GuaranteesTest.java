package org.streamrecall.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each promise names what tries it, and that is there. */
class GuaranteesTest {
  private static final Pattern CLASS = Pattern.compile("`([A-Za-z]+(?:Test|IT))`");
  private static final Pattern COMMAND = Pattern.compile("`tests/([a-z]+)[^`]*`");

  /** A bullet each, and a row each of a table in one. */
  private static List<String> promises() throws IOException {
    List<String> promises = new ArrayList<>();
    for (Path page : Pages.all()) {
      promises.addAll(promises(page));
    }
    return promises;
  }

  private static List<String> promises(Path page) throws IOException {
    List<String> promises = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## Guarantees");
      } else if (inside && (line.startsWith("- ") || line.matches(" +\\| [^|-].*"))) {
        promises.add(line);
      } else if (inside && !promises.isEmpty()) {
        promises.set(promises.size() - 1, promises.get(promises.size() - 1) + " " + line);
      }
    }
    return promises;
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  @Test
  void shouldNameATestForEachPromise() throws IOException {
    List<String> promises = promises();
    Set<String> classes = TestClasses.names();
    assertThat(promises).hasSizeGreaterThan(20);
    for (String promise : promises) {
      if (isHeading(promise)) {
        continue;
      }
      List<String> tests = named(CLASS, promise);
      List<String> commands = named(COMMAND, promise);
      assertThat(tests.size() + commands.size()).as(promise).isPositive();
      assertThat(classes).as(promise).containsAll(tests);
      for (String command : commands) {
        assertThat(Pages.ROOT.resolve("tests").resolve(command)).isExecutable();
      }
    }
  }

  /** A table's own, and the bullet that one stands in. */
  private static boolean isHeading(String promise) {
    Matcher table = Pattern.compile("\\|[^|]*\\| (order of arrival|metrics) \\|").matcher(promise);
    return table.find() || promise.startsWith("- **What may happen**");
  }
}
