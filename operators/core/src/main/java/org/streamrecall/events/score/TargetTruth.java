package org.streamrecall.events.score;

import java.util.List;
import org.streamrecall.events.feature.Changes;
import org.streamrecall.events.feature.Delta;
import org.streamrecall.events.feature.Numeric;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/**
 * What a key's events bring of a number that is foretold, in the unit in which answers tell it: the
 * field's own, or a change as the memory has it.
 */
public final class TargetTruth {
  private final int field;
  private final Numeric changing; // or null
  private final Changes changes;

  /**
   * @param target of the schema, a number
   */
  public TargetTruth(EventSchema schema, Target target) {
    field = EventFields.of(schema).number(target.field());
    Delta change = target.of() instanceof Delta delta ? delta : null;
    changing = change == null ? null : change.of();
    changes = new Changes(change == null ? List.of() : List.of(change));
  }

  /**
   * Takes in the key's next event.
   *
   * @return NaN if it brings none
   */
  public double next(Event event) {
    double value = event.numbers()[field];
    if (changing == null) {
      return value;
    }
    double now = changing.scale(value);
    double change = changes.to(0, now);
    changes.pass(0, now);
    return change;
  }
}
