package org.streamrecall.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class MarkupTest {
  /** Whatever the text, a parser reads it back, but for what XML has no place for. */
  @Property(tries = 500, seed = "7")
  void shouldEscapeAnyText(
      @ForAll String any,
      @ForAll @Chars({'<', '>', '&', '"', '\'', ';', 'a', '\n', '\r', '\u0001', '\uD800'})
          String odd)
      throws Exception {
    String text = odd + any;
    String markup = new Markup().element("p", text, "title", text).toString();
    Element read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(markup)))
            .getDocumentElement();
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(isCharacter(c) ? c : 0xFFFD));
    assertThat(read.getTextContent()).isEqualTo(shown.toString());
    String oneLine = shown.toString().replace('\n', ' ').replace('\t', ' ');
    assertThat(read.getAttribute("title")).isEqualTo(oneLine);
  }

  /** As the standard of XML 1.0 has it, but that a carriage return would be read as a new line. */
  private static boolean isCharacter(int c) {
    return c == 0x9
        || c == 0xA
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  @Test
  void shouldNotEndWithAnOpenElement() {
    assertThatThrownBy(() -> new Markup().open("p").toString())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p");
  }
}
