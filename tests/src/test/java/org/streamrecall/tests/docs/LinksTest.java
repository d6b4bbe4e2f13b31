package org.streamrecall.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages are there, of a size that is read, and lead where they say. */
class LinksTest {
  private static final int LARGEST_README = 14_000; // bytes: five minutes
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(#[^)]*)?\\)");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

  static List<Path> pages() throws IOException {
    return Pages.all();
  }

  @Test
  void shouldHaveAPageForEachFolderAndAShortFirstOne() throws IOException {
    assertThat(pages().stream().map(page -> Pages.ROOT.relativize(page).toString()))
        .contains(
            "README.md",
            "operators/README.md",
            "operators/core/README.md",
            "connectors/README.md",
            "deploy/README.md",
            "tests/README.md");
    assertThat(Files.size(Pages.ROOT.resolve("README.md"))).isLessThan(LARGEST_README);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLeadToWhatIsThere(Path page) throws IOException {
    for (var link : LINK.matcher(Pages.prose(page)).results().toList()) {
      String target = link.group(1);
      if (target.startsWith("http")) {
        continue;
      }
      Path file = target.isEmpty() ? page : page.resolveSibling(target);
      if (Files.isDirectory(file)) {
        file = file.resolve("README.md");
      }
      assertThat(file.normalize()).as(page + ": " + link.group()).exists();
      if (link.group(2) != null) {
        assertThat(anchors(file)).as(page + ": " + link.group()).contains(link.group(2));
      }
    }
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return Pages.prose(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ +", "").toLowerCase(Locale.ROOT))
        .map(line -> "#" + line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameTestsThatAreThere(Path page) throws IOException {
    Set<String> classes = TestClasses.names();
    assertThat(CLASS.matcher(Pages.prose(page)).results().map(name -> name.group(1)))
        .filteredOn(name -> !classes.contains(name))
        .isEmpty();
  }
}
