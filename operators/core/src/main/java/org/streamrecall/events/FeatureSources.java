package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Delta;
import org.streamrecall.events.feature.Naming;
import org.streamrecall.events.feature.Scalar;
import org.streamrecall.events.feature.Source;
import org.streamrecall.events.feature.Sources;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/** What the features of a schema ask for: fields of events, and what is kept of a key for them. */
public abstract class FeatureSources implements Sources {
  protected final EventSchema schema;
  protected final EventFields fields;
  protected final List<Scalar> ringed = new ArrayList<>(); // kept for later events
  protected final List<Integer> depths = new ArrayList<>(); // of what is ringed
  protected final List<Source> ringSources = new ArrayList<>();
  protected final List<Delta> changes = new ArrayList<>(); // that are foretold
  protected final List<Source> changing = new ArrayList<>(); // the numbers that change
  protected final List<Category> categories = new ArrayList<>();
  protected final List<Naming.Name> nameSources = new ArrayList<>(); // of the categories

  protected FeatureSources(EventSchema schema) {
    this.schema = schema;
    fields = EventFields.of(schema);
  }

  /** Notes the changes that are foretold; before anything else is asked for. */
  protected final void addChanges() {
    for (Target target : schema.predict()) {
      if (target.of() instanceof Delta change && !changes.contains(change)) {
        changes.add(change);
        changing.add(change.of().source(this));
      }
    }
  }

  @Override
  public boolean isTime(String field) {
    return field.equals(schema.time());
  }

  @Override
  public Source number(String field) {
    int at = fields.number(field);
    return (moment, past) -> moment.number(at);
  }

  @Override
  public int text(String field) {
    return fields.text(field);
  }

  @Override
  public int dictionary(Category category) {
    if (!categories.contains(category)) {
      categories.add(category);
      nameSources.add(category.of().name(this));
    }
    return categories.indexOf(category);
  }

  @Override
  public int change(Delta of) {
    return changes.indexOf(of);
  }

  @Override
  public int ring(Scalar of, int depth) {
    int ring = ringed.indexOf(of);
    if (ring < 0) {
      ring = ringed.size();
      ringed.add(of);
      depths.add(depth);
      ringSources.add(null);
      ringSources.set(ring, of.source(this));
    }
    depths.set(ring, Math.max(depth, depths.get(ring)));
    return ring;
  }
}
