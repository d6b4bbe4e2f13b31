package org.streamrecall.events;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Clocked;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Plain;
import org.streamrecall.events.feature.TextField;
import org.streamrecall.events.feature.Weekday;
import org.streamrecall.events.schema.Event;

/**
 * What there is to say of a moment, field by field: names, then numbers, then what the clock says.
 */
final class Moments {
  private final Plan plan;
  private final List<String> texts = new ArrayList<>();
  private final List<Plan.Part> numbers = new ArrayList<>();
  private final List<Plan.Part> clocks = new ArrayList<>();

  Moments(Plan plan) {
    this.plan = plan;
    for (Plan.Part part : plan.parts) {
      Feature feature = part.feature();
      if (feature instanceof Category category && category.of() instanceof TextField text) {
        texts.add(text.field());
      } else if (feature instanceof Plain) {
        numbers.add(part);
      } else if (feature instanceof Clocked) {
        clocks.add(part);
      }
    }
  }

  /**
   * At most {@value Reason#MOST} fields.
   *
   * @param event whose moment it is; null where its names are not known any more
   * @param scalars (plan.scalars) as they are, NaN where that is not known
   */
  List<Reason.Field> of(Event event, double[] scalars) {
    List<Reason.Field> all = new ArrayList<>();
    for (String name : texts) {
      String text = event == null ? null : event.text(plan.fields.text(name));
      if (text != null) {
        all.add(new Reason.Field(name, text, Double.NaN));
      }
    }
    for (Plan.Part part : numbers) {
      double number = scalars[part.scalar()];
      if (!Double.isNaN(number)) {
        all.add(new Reason.Field(part.feature().field(), null, number));
      }
    }
    for (Plan.Part part : clocks) {
      double shown = scalars[part.scalar()];
      if (!Double.isNaN(shown)) {
        all.add(clock((Clocked) part.feature(), shown));
      }
    }
    return all.subList(0, Math.min(Reason.MOST, all.size()));
  }

  private boolean isField(String name) {
    return texts.contains(name)
        || numbers.stream().anyMatch(part -> part.feature().field().equals(name));
  }

  private Reason.Field clock(Clocked of, double shown) {
    String word = of.toString();
    String brief = word.substring(0, word.indexOf('('));
    boolean clear = plan.isTime(of.field()) && !isField(brief);
    String name = clear ? brief : word;
    if (of instanceof Weekday) {
      DayOfWeek day = DayOfWeek.of(1 + (int) shown);
      return new Reason.Field(name, day.getDisplayName(TextStyle.FULL, Locale.ENGLISH), Double.NaN);
    }
    return new Reason.Field(name, null, shown);
  }
}
