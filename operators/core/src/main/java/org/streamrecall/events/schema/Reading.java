package org.streamrecall.events.schema;

import java.util.List;

/**
 * How the texts of events are read where that is not the usual way.
 *
 * @param missing texts that stand for no value where a number is meant, beside the usual ones
 */
public record Reading(List<String> missing) {
  /** The usual way. */
  public static final Reading USUAL = new Reading(List.of());

  public Reading {
    missing = List.copyOf(missing);
    for (String text : missing) {
      if (text.isBlank() || text.indexOf(',') >= 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" cannot stand for what is missing; write texts without commas");
      }
    }
  }
}
