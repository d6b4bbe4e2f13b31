package org.streamrecall.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The README of the whole and those of its folders. */
public final class Pages {
  public static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
  private static final String FENCE = "```";

  /**
   * A piece of code.
   *
   * @param language after the fence; empty if none was said, and for lines that are set in
   */
  record Block(Path page, String language, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  private Pages() {}

  public static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.endsWith("README.md") && !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  /** Fenced blocks, and lines that are set in by four spaces where no list goes before. */
  static List<Block> blocks(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> open = null; // of a fence
    List<String> in = null; // of lines that are set in
    for (String line : Files.readAllLines(page)) {
      if (line.strip().startsWith(FENCE)) {
        in = null;
        if (open == null) {
          open = new ArrayList<>();
          blocks.add(new Block(page, line.strip().substring(FENCE.length()), open));
        } else {
          open = null;
        }
      } else if (open != null) {
        open.add(line);
      } else if (line.startsWith("    ")) {
        if (in == null) {
          in = new ArrayList<>();
          blocks.add(new Block(page, "", in));
        }
        in.add(line.strip());
      } else {
        in = null;
      }
    }
    return blocks;
  }

  /** What is no code block, with the lines' numbers lost. */
  static String prose(Path page) throws IOException {
    StringBuilder prose = new StringBuilder();
    boolean fenced = false;
    for (String line : Files.readAllLines(page)) {
      if (line.strip().startsWith(FENCE)) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.append(line).append('\n');
      }
    }
    return prose.toString();
  }
}
