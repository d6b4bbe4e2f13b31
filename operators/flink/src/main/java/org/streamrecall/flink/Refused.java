package org.streamrecall.flink;

import java.util.Objects;
import org.streamrecall.measure.Atom;

/**
 * Something that could not be taken in, and why. As an input it passes through to {@link
 * Recall#REFUSED}, so that one stream carries whatever became of every record.
 *
 * @param context the key, or null if it has none
 * @param kind {@link #TOKEN}, {@link #QUERY} or {@link #MODEL}
 * @param id the query's id or the model's name, or null
 * @param reason one sentence: the thing, its value, the rule, the remedy
 * @param origin of the token or query, or null if it is not known
 */
public record Refused(String context, String kind, String id, String reason, Origin origin)
    implements RecallInput {
  public static final String TOKEN = "token";
  public static final String QUERY = "query";
  public static final String MODEL = "model";

  public Refused {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
  }

  /** Of no known origin. */
  public Refused(String context, String kind, String id, String reason) {
    this(context, kind, id, reason, null);
  }

  @Override
  public long time() {
    return Atom.NO_TIME;
  }

  @Override
  public Role role() {
    return Role.REFUSED;
  }
}
