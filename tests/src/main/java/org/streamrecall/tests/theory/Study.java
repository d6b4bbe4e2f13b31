package org.streamrecall.tests.theory;

import java.util.List;
import java.util.function.Supplier;

/** One claim of the paper, or one question of its reviewers, measured on the code that serves. */
interface Study {
  /** As the command knows it; its files are named so. */
  String name();

  /** What is claimed or asked, and what is measured: a sentence or two. */
  String claim();

  /** First line of its CSV. */
  String heading();

  /** What is measured, in order, each when it is asked for. */
  List<Step> steps(Effort effort, int seeds);

  /** What the rows say, and no more than that. */
  Finding found(CsvRows rows);

  /**
   * A part of a study.
   *
   * @param what is measured, for who waits
   * @param lines of the CSV, one or more
   */
  record Step(String what, Supplier<List<String>> lines) {}
}
