package org.streamrecall.deploy.labels;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.NumberText;
import org.streamrecall.events.label.Mark;

/**
 * The field that says which events are anomalies.
 *
 * @param name of the field
 * @param missing texts that stand for no value, beside the usual ones
 */
public record LabelField(String name, List<String> missing) {
  private static final int SHOWN = 100; // characters of a message

  /**
   * What a value says: nothing if it is missing.
   *
   * @param value or null
   * @throws IllegalArgumentException if it says neither the one nor the other
   */
  public Mark read(JsonNode value) {
    String text = value == null || value.isNull() ? "" : value.asText();
    if (NumberText.isMissing(text) || missing.contains(text.strip())) {
      return Mark.UNKNOWN;
    }
    double number =
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "normal" -> 0;
          case "anomaly" -> 1;
          default -> NumberText.of(text);
        };
    if (!(number >= 0)) { // -1 is an anomaly to some, and 1 is none
      throw new IllegalArgumentException(
          name
              + " is \""
              + Excerpt.of(text, SHOWN)
              + "\", which does not say whether the event is an anomaly: 0, false, no and normal say"
              + " that it is none, a number above 0, true, yes and anomaly that it is one, and nothing"
              + " that nobody knows; write it so, or name another field with --label");
    }
    return number > 0 ? Mark.ANOMALY : Mark.ORDINARY;
  }
}
