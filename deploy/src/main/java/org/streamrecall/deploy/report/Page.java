package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One page of a report: a verdict, findings, sections, the options at the end. */
final class Page {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --back: #ffffff; --card: #f5f6f8; --ink: #1c1e21;
        --soft: #5c636b; --line: #d5d9de; --first: #1a66c2; --second: #c2571a; --other: #9aa2ab;
        --good: #1a7a3c; --bad: #b3261e; }
      @media (prefers-color-scheme: dark) { :root { --back: #14171a; --card: #1e2226;
        --ink: #e8eaed; --soft: #a3abb3; --line: #3a4047; --first: #6fb0ff; --second: #ffab70;
        --other: #6b747d; --good: #6fd48f; --bad: #ff8a80; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 1rem; max-width: 50rem; background: var(--back);
        color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; line-height: 1.2; margin: .5rem 0; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; padding-top: .6rem;
        border-top: 1px solid var(--line); }
      h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
      p { margin: .4rem 0; }
      .soft { color: var(--soft); }
      .verdict { font-size: 1.05rem; background: var(--card); padding: .8rem 1rem;
        border-left: 4px solid var(--first); }
      ul { padding: 0; list-style: none; }
      li { margin: .4rem 0; padding-left: .7rem; border-left: 4px solid var(--other); }
      li.good { border-color: var(--good); } li.good b { color: var(--good); }
      li.bad { border-color: var(--bad); } li.bad b { color: var(--bad); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem;
        margin: .4rem 0; }
      th, td { text-align: left; vertical-align: top; padding: .25rem .9rem .25rem 0;
        border-bottom: 1px solid var(--line); min-width: 3.5rem; }
      td.whole { white-space: nowrap; }
      th:first-child, td:first-child { min-width: 7rem; }
      th { font-weight: 600; color: var(--soft); overflow-wrap: normal; }
      td.bar { min-width: 7rem; vertical-align: middle; padding-right: 0; }
      td.bar div { height: .7rem; background: var(--first); }
      td.bar div.bad { background: var(--bad); }
      td.bar div.other { background: var(--other); }
      svg { display: block; width: 100%; max-width: 34rem; height: auto; }
      svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
      svg .axis { stroke: var(--line); fill: none; }
      svg .first { stroke: var(--first); } svg .second { stroke: var(--second); }
      svg .other { stroke: var(--other); stroke-dasharray: 4 3; }
      svg path { fill: none; stroke-width: 1.8; } svg circle { stroke: none; }
      svg circle.first { fill: var(--first); } svg circle.second { fill: var(--second); }
      .key { display: inline-block; width: 1.2rem; height: .25rem; margin: 0 .3rem .2rem 0; }
      .key.first { background: var(--first); } .key.second { background: var(--second); }
      .key.other { background: var(--other); }
      .legend span { margin-right: 1.2rem; white-space: nowrap; }
      """;

  private final Markup body = new Markup();

  Page(String title, String about, String verdict, List<Finding> findings) {
    body.element("h1", title).element("p", about, "class", "soft");
    body.element("p", verdict, "class", "verdict");
    body.element("h2", "What is good, what is bad, what to do").open("ul");
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparing(Finding::kind)); // stable
    for (Finding finding : sorted) {
      String kind = finding.kind().name();
      body.open("li", "class", kind.toLowerCase(Locale.ROOT));
      body.element("b", kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT) + ".");
      body.text(" " + finding.sentence()).close();
    }
    body.close();
  }

  /**
   * @param about what is shown and how to read it
   */
  Page section(String title, String about, Consumer<Markup> content) {
    body.open("section").element("h2", title).element("p", about, "class", "soft");
    content.accept(body);
    body.close();
    return this;
  }

  Page options(Map<String, String> options) {
    return section(
        "Options and seed",
        "The same options on the same data give the same model and this page again, byte for byte,"
            + " unless time cut the training short.",
        out -> {
          Table table = new Table("option", "value");
          options.forEach(table::row);
          table.write(out);
        });
  }

  @Override
  public String toString() {
    Markup head = new Markup();
    head.open("head").empty("meta", "charset", "utf-8");
    head.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    head.element("title", "StreamRecall: training report").element("style", STYLE).close();
    return "<!DOCTYPE html>\n<html lang=\"en\">\n"
        + head
        + "<body>\n"
        + body
        + "</body>\n</html>\n";
  }
}
