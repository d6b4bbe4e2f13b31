package org.streamrecall.model;

import java.util.List;

/**
 * The simple methods that one target of an answer about events is made of.
 *
 * @param of those with a share that is worth naming, largest first; may be empty
 */
public record Methods(List<Method> of) {
  public Methods {
    of = List.copyOf(of);
  }
}
