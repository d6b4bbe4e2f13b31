package org.streamrecall.deploy.page;

import java.util.List;

/** What is drawn as SVG, with a legend: a part of a page, or a file with others. */
public abstract class Drawing {
  static final int WIDTH = 400;
  private static final int LINE = 16; // height of a line of the legend
  private static final int LETTER = 6; // width, about
  private static final int KEY = 34; // width of a legend's colour and of what is beside it

  private final String title;

  /**
   * @param title for who does not see it, and above it in a file
   */
  Drawing(String title) {
    this.title = title;
  }

  /** A series' name and colour. */
  record Key(String name, Ink ink) {}

  abstract List<Key> keys();

  abstract int height();

  /** Draws into an area {@value #WIDTH} wide. */
  abstract void draw(Markup out);

  /** As a part of a page: the legend, then the drawing. */
  public void write(Markup out) {
    out.open("p", "class", "legend soft");
    for (Key key : keys()) {
      out.open("span").open("i", "class", "key " + key.ink().kind()).close();
      out.text(key.name()).close();
    }
    out.close();
    String box = "0 0 " + WIDTH + " " + height();
    out.open("svg", "viewBox", box, "role", "img", "aria-label", title);
    draw(out);
    out.close();
  }

  /** A whole SVG file that shows drawings one below the other; it carries its own style. */
  public static String file(List<Drawing> drawings) {
    Markup out = new Markup();
    int height = drawings.stream().mapToInt(Drawing::heightInFile).sum();
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "width",
        Integer.toString(2 * WIDTH),
        "role",
        "img");
    out.element("style", Style.ofFile());
    int top = 0;
    for (Drawing drawing : drawings) {
      drawing.writeInFile(out, top);
      top += drawing.heightInFile();
    }
    return out.close().toString();
  }

  private int heightInFile() {
    return LINE + legendHeight() + height() + LINE / 2;
  }

  private int legendHeight() {
    int lines = 1;
    int x = 0;
    for (Key key : keys()) {
      int wide = wide(key);
      if (x > 0 && x + wide > WIDTH) {
        lines++;
        x = 0;
      }
      x += wide;
    }
    return lines * LINE;
  }

  private static int wide(Key key) {
    return KEY + LETTER * key.name().length();
  }

  private void writeInFile(Markup out, int top) {
    out.element("text", title, "class", "title", "x", "2", "y", Integer.toString(top + 12));
    int x = 0;
    int y = top + LINE + 10;
    for (Key key : keys()) {
      int wide = wide(key);
      if (x > 0 && x + wide > WIDTH) {
        y += LINE;
        x = 0;
      }
      String path = "M" + (x + 2) + " " + (y - 4) + " h18";
      out.empty("path", "class", key.ink().kind(), "d", path);
      out.element("text", key.name(), "x", Integer.toString(x + 24), "y", Integer.toString(y));
      x += wide;
    }
    String from = Integer.toString(top + LINE + legendHeight());
    out.open("g", "transform", "translate(0 " + from + ")");
    draw(out);
    out.close();
  }

  static void line(Markup out, double x1, double y1, double x2, double y2) {
    out.empty(
        "line",
        "class",
        "axis",
        "x1",
        Figures.place(x1),
        "y1",
        Figures.place(y1),
        "x2",
        Figures.place(x2),
        "y2",
        Figures.place(y2));
  }

  static void dot(Markup out, Ink ink, double x, double y, double radius) {
    out.empty(
        "circle",
        "class",
        ink.kind(),
        "cx",
        Figures.place(x),
        "cy",
        Figures.place(y),
        "r",
        Figures.place(radius));
  }

  static void text(Markup out, double x, double y, String anchor, String text) {
    out.element("text", text, "x", Figures.place(x), "y", Figures.place(y), "text-anchor", anchor);
  }
}
