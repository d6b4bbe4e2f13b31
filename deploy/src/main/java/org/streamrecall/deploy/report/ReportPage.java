package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Page;
import org.streamrecall.deploy.page.Table;

/** The page of a training: a verdict, findings, sections, the options at the end. */
final class ReportPage {
  private final Page page;

  ReportPage(String title, String about, String verdict, List<Finding> findings) {
    page = new Page("StreamRecall: training report", title, about);
    page.verdict(verdict).with(out -> write(out, findings));
  }

  private static void write(Markup out, List<Finding> findings) {
    out.element("h2", "What is good, what is bad, what to do").open("ul");
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparing(Finding::kind)); // stable
    for (Finding finding : sorted) {
      String kind = finding.kind().name();
      out.open("li", "class", kind.toLowerCase(Locale.ROOT));
      out.element("b", kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT) + ".");
      out.text(" " + finding.sentence()).close();
    }
    out.close();
  }

  /**
   * @param about what is shown and how to read it
   */
  ReportPage section(String title, String about, Consumer<Markup> content) {
    page.section(title, about, content);
    return this;
  }

  ReportPage options(Map<String, String> options) {
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
    return page.toString();
  }
}
