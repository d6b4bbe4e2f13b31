package org.streamrecall.deploy.page;

import java.util.function.Consumer;

/** One page: a title, a verdict, sections. It needs no network, no scripts and no other file. */
public final class Page {
  private final String name;
  private final Markup body = new Markup();

  /**
   * @param name in the browser's list of pages
   * @param title at the top
   * @param about what is shown, one sentence
   */
  public Page(String name, String title, String about) {
    this.name = name;
    body.element("h1", title).element("p", about, "class", "soft");
  }

  /** What follows from all of it, set off from the rest. */
  public Page verdict(String sentence) {
    body.element("p", sentence, "class", "verdict");
    return this;
  }

  /** Anything else, as it comes. */
  public Page with(Consumer<Markup> content) {
    content.accept(body);
    return this;
  }

  /**
   * @param about what is shown and how to read it
   */
  public Page section(String title, String about, Consumer<Markup> content) {
    body.open("section").element("h2", title).element("p", about, "class", "soft");
    content.accept(body);
    body.close();
    return this;
  }

  /** The whole HTML. */
  @Override
  public String toString() {
    Markup head = new Markup();
    head.open("head").empty("meta", "charset", "utf-8");
    head.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    head.element("title", name).element("style", Style.ofPage()).close();
    return "<!DOCTYPE html>\n<html lang=\"en\">\n"
        + head
        + "<body>\n"
        + body
        + "</body>\n</html>\n";
  }
}
