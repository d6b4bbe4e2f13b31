package org.streamrecall.flink.order;

import java.util.List;
import org.streamrecall.model.Status;

/**
 * How an input is taken.
 *
 * @param status of its answer, if it asks
 * @param answered whether it has been answered already, or is not to be
 * @param ahead inputs that are taken to be learned already, with which it is only looked ahead: the
 *     state stays as it is. Null where it is taken for good
 */
public record Turn<I>(Status status, boolean answered, List<I> ahead) {
  public static <I> Turn<I> of(Status status, boolean answered) {
    return new Turn<>(status, answered, null);
  }

  public static <I> Turn<I> ahead(List<I> ahead) {
    return new Turn<>(Status.PROVISIONAL, false, ahead);
  }

  public Turn<I> silent() {
    return new Turn<>(status, true, ahead);
  }

  public boolean looksAhead() {
    return ahead != null;
  }

  /** None where it is taken for good. */
  public List<I> taken() {
    return ahead == null ? List.of() : ahead;
  }
}
