package org.streamrecall.model;

/** What of the recalled part an answer is made of. */
public enum ReadOutKind {
  /** Its mean content: for categories, and for numbers that do not follow the tag within a part. */
  MEAN,
  /**
   * Beside the mean, the local linear regression of content on tag, where the answer starts: for
   * numbers that do. Costs about as much again as the recall.
   */
  REGRESS
}
