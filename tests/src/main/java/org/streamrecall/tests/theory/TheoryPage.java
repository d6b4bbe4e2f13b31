package org.streamrecall.tests.theory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.streamrecall.deploy.page.Drawing;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Page;

/** One page of all studies whose CSV stands in a folder, whenever they were made. */
final class TheoryPage {
  static final String FILE = "theory.html";

  private TheoryPage() {}

  /** Writes the page, and a drawing beside each CSV. */
  static void write(Path folder, List<Study> studies) throws IOException {
    Page page =
        new Page(
            "StreamRecall: the theory, measured",
            "The theory, measured on the code that serves",
            "What is claimed in Transformers as Measure-Theoretic Associative Memory (Kawata and"
                + " Suzuki, arXiv 2602.01863), and what its reviewers asked. Errors are mean squared"
                + " ones over the variance of labels without noise: 1 is what a constant has. Contexts"
                + " that are tested neither taught nor chose anything.");
    for (Study study : studies) {
      Path csv = folder.resolve(study.name() + ".csv");
      if (Files.exists(csv)) {
        section(page, study, folder, Files.readAllLines(csv));
      }
    }
    Files.writeString(folder.resolve(FILE), page.toString());
  }

  private static void section(Page page, Study study, Path folder, List<String> lines)
      throws IOException {
    boolean ours = !lines.isEmpty() && lines.get(0).equals(study.heading());
    CsvRows rows = CsvRows.of(study.heading(), ours ? lines.subList(1, lines.size()) : List.of());
    if (rows.isEmpty()) {
      String why = ours ? "has no rows yet" : "has another heading than " + study.heading();
      page.section(
          study.name(),
          study.claim(),
          out -> out.element("p", study.name() + ".csv " + why + "; run the study again."));
      return;
    }
    Finding found = study.found(rows);
    page.section(study.name(), study.claim(), out -> write(out, found));
    Files.writeString(folder.resolve(study.name() + ".svg"), Drawing.file(found.drawings()));
  }

  private static void write(Markup out, Finding found) {
    for (String line : found.verdict().strip().split("\n")) {
      out.element("p", line.strip(), "class", "verdict");
    }
    found.drawings().forEach(drawing -> drawing.write(out));
    found.table().write(out);
  }
}
