package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Plain;
import org.streamrecall.events.feature.TextField;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/** What there is to say of an event's moment, field by field: names first. */
final class Moments {
  private final List<String> texts = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();
  private final EventFields fields;

  Moments(EventSchema schema, EventFields fields) {
    this.fields = fields;
    for (Feature feature : schema.like()) {
      if (feature instanceof Category category && category.of() instanceof TextField text) {
        texts.add(text.field());
      } else if (feature instanceof Plain plain) {
        numbers.add(plain.field());
      }
    }
  }

  List<Reason.Field> of(Event event) {
    List<Reason.Field> all = new ArrayList<>();
    for (String name : texts) {
      String text = event.text(fields.text(name));
      if (text != null && all.size() < Reason.MOST) {
        all.add(new Reason.Field(name, text, Double.NaN));
      }
    }
    for (String name : numbers) {
      double number = event.number(fields.number(name));
      if (!Double.isNaN(number) && all.size() < Reason.MOST) {
        all.add(new Reason.Field(name, null, number));
      }
    }
    return all;
  }
}
