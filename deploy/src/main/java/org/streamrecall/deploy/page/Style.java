package org.streamrecall.deploy.page;

/** How pages and drawings look, in light and in dark. */
final class Style {
  private static final String COLOURS =
      """
      :root { color-scheme: light dark; --back: #ffffff; --card: #f5f6f8; --ink: #1c1e21;
        --soft: #5c636b; --line: #d5d9de; --first: #1a66c2; --second: #c2571a; --third: #1a7a3c;
        --fourth: #7a3fb0; --fifth: #a8326e; --other: #9aa2ab; --good: #1a7a3c; --bad: #b3261e; }
      @media (prefers-color-scheme: dark) { :root { --back: #14171a; --card: #1e2226;
        --ink: #e8eaed; --soft: #a3abb3; --line: #3a4047; --first: #6fb0ff; --second: #ffab70;
        --third: #6fd48f; --fourth: #c7a0ff; --fifth: #ff94c4; --other: #6b747d;
        --good: #6fd48f; --bad: #ff8a80; } }
      """;

  private static final String DRAWN =
      """
      svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
      svg text.title { fill: var(--ink); font-weight: 600; }
      svg .axis { stroke: var(--line); fill: none; }
      svg path { fill: none; stroke-width: 1.8; } svg circle { stroke: none; }
      """;

  private static final String TEXT =
      """
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
      .key { display: inline-block; width: 1.2rem; height: .25rem; margin: 0 .3rem .2rem 0; }
      .legend span { margin-right: 1.2rem; white-space: nowrap; }
      """;

  private Style() {}

  /** Of a page. */
  static String ofPage() {
    StringBuilder keys = new StringBuilder();
    for (Ink ink : Ink.values()) {
      keys.append(".key." + ink.kind() + " { background: var(--" + ink.kind() + "); }\n");
    }
    return COLOURS + TEXT + DRAWN + inks() + keys;
  }

  /** Of a drawing in a file of its own. */
  static String ofFile() {
    return COLOURS + "svg { background: var(--back); }\n" + DRAWN + inks();
  }

  private static String inks() {
    StringBuilder inks = new StringBuilder();
    for (Ink ink : Ink.values()) {
      String dashes = ink == Ink.OTHER ? " stroke-dasharray: 4 3;" : "";
      inks.append("svg ." + ink.kind() + " { stroke: var(--" + ink.kind() + ");" + dashes + " }\n");
      inks.append("svg circle." + ink.kind() + " { fill: var(--" + ink.kind() + "); }\n");
    }
    return inks.toString();
  }
}
