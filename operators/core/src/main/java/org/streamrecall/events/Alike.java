package org.streamrecall.events;

import java.util.List;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Recalled;

/**
 * What a key has learned that is like a moment.
 *
 * @param tokens how many
 * @param recalled where most of them are kept
 */
record Alike(double tokens, List<Recalled> recalled) {
  /** When the first of them came, {@link Atom#NO_TIME} where that is not known. */
  long since() {
    return recalled.stream()
        .mapToLong(part -> part.evidence().firstTime())
        .filter(time -> time != Atom.NO_TIME)
        .min()
        .orElse(Atom.NO_TIME);
  }
}
