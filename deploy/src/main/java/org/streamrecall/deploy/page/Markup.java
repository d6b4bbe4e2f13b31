package org.streamrecall.deploy.page;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML that is well-formed XML too: every text is escaped, every element closed. */
public final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String name, String... attributes) {
    tag(name, attributes).append('>');
    open.push(name);
    return this;
  }

  /**
   * Ends the element that was begun last.
   *
   * @throws java.util.NoSuchElementException if none is open
   */
  public Markup close() {
    String name = open.pop();
    out.append("</").append(name).append('>');
    if (!name.equals("b") && !name.equals("text") && !name.equals("code")) {
      out.append('\n');
    }
    return this;
  }

  /** An element without content. */
  public Markup empty(String name, String... attributes) {
    tag(name, attributes).append("/>\n");
    return this;
  }

  /** An element with nothing but a text. */
  public Markup element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** A text, escaped; characters that XML has no place for become U+FFFD. */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  private StringBuilder tag(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    return out;
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isShown(c) ? c : 0xFFFD);
              }
            });
  }

  /** Whether XML has a place for a character: not for controls and halves of pairs. */
  private static boolean isShown(int c) {
    boolean control = c < 0x20 && c != '\n' && c != '\t';
    return !control && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  /**
   * What was written.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(open + " is open");
    }
    return out.toString();
  }
}
