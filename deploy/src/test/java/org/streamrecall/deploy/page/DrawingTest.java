package org.streamrecall.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DrawingTest {
  private static final Chart CHART =
      new Chart("Error by length", "tokens", "error")
          .acrossByFactors()
          .upByFactors()
          .line("measured", Ink.FIRST, points(64, 1, 4096, 0.01, 128, 0), true)
          .dots("formula", Ink.OTHER, points(64, 2));

  private static final DotPlot DOTS =
      new DotPlot("Who does better", "error").dot("a & b", "ours", 0.2).dot("a & b", "theirs", 0.4);

  private static List<double[]> points(double... numbers) {
    List<double[]> points = new java.util.ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      points.add(new double[] {numbers[i], numbers[i + 1]});
    }
    return points;
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  /** All of it lies within the picture, and what has no logarithm is not drawn. */
  @Test
  void shouldDrawWithinItsFile() throws Exception {
    Document file = parse(Drawing.file(List.of(CHART, DOTS)));
    Element svg = file.getDocumentElement();
    String[] box = svg.getAttribute("viewBox").split(" ");
    double height = Double.parseDouble(box[3]);
    assertThat(height).isBetween(300.0, 420.0);
    NodeList circles = file.getElementsByTagName("circle");
    assertThat(circles.getLength()).isEqualTo(3 + 2);
    for (int i = 0; i < circles.getLength(); i++) {
      Element circle = (Element) circles.item(i);
      assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0.0, 400.0);
      assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0.0, 230.0);
    }
    assertThat(file.getElementsByTagName("style").item(0).getTextContent())
        .contains("prefers-color-scheme: dark", "svg .fifth");
    assertThat(svg.getTextContent()).contains("Error by length", "Who does better", "a & b");
  }

  /** A page is whole by itself: nothing is fetched. */
  @Test
  void shouldNeedNothingElse() throws Exception {
    String page =
        new Page("name", "Title", "about")
            .verdict("so it is")
            .section("one", "how to read it", CHART::write)
            .section("two", "likewise", DOTS::write)
            .toString();
    Document read = parse(page.replace("<!DOCTYPE html>", ""));
    assertThat(read.getElementsByTagName("section").getLength()).isEqualTo(2);
    assertThat(page).contains("width=device-width", "prefers-color-scheme: dark");
    assertThat(page).doesNotContain("http", "<script", "url(");
  }
}
