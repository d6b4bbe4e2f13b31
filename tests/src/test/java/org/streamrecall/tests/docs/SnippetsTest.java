package org.streamrecall.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of all pages compiles: a file as it is, a fragment as the body of a method. */
class SnippetsTest {
  @TempDir Path classes;

  private static String resource(String name) throws IOException {
    try (var in = SnippetsTest.class.getResourceAsStream("/docs/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String file(String snippet, String around) {
    return snippet.startsWith("import ") ? snippet : around.replace("FRAGMENT", snippet);
  }

  private static JavaFileObject source(int number, String text) {
    URI uri = URI.create("string:///snippet" + number + "/Snippet.java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return "package snippet" + number + ";\n" + text;
      }
    };
  }

  @Test
  void shouldCompile() throws IOException {
    String around = resource("Snippet.java.txt");
    List<JavaFileObject> sources = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (Pages.Block block : Pages.blocks(page)) {
        if (block.language().equals("java")) {
          sources.add(source(sources.size(), file(block.text(), around)));
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(4);
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                sources)
            .call();
    assertThat(compiled).as(said.toString()).isTrue();
  }
}
