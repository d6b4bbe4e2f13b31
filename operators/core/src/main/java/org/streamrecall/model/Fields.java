package org.streamrecall.model;

import org.streamrecall.measure.Shape;

/**
 * The user's declaration of a schema, as in {@code schema.json}. It is built by name, and all but
 * the sizes has a default:
 *
 * <pre>{@code
 * Fields numbers = Fields.builder().tag(2).content(1).build();
 * Fields names = Fields.builder().text("name").content(8).kind(Kind.CLASSIFICATION).build();
 * RecallModel untrained = RecallModel.untrained(Schema.of(numbers));
 * }</pre>
 *
 * Equal declarations are equal.
 */
public final class Fields {
  /** Hash slots of a text tag unless {@code tag} says otherwise. */
  public static final int TEXT_SLOTS = 1024;

  static final int MOST_TAG = 1 << 16;
  static final int MOST_OTHERS = 1024; // inputs, targets

  private final Declared all;

  private record Declared(
      int tag,
      String text,
      int content,
      int inputs,
      int target,
      Kind kind,
      TagMap.Kind tagMap,
      int tagDims,
      TagMap.Unit unit,
      ReadOutKind readOut,
      Lifting lift,
      String events) {}

  private Fields(Declared all) {
    this.all = all;
  }

  /** A declaration of nothing yet: say {@code content}, and {@code tag} or {@code text}. */
  public static Builder builder() {
    return new Builder();
  }

  /** A declaration by name; what is not said has its default. Not thread safe. */
  public static final class Builder {
    private Integer tag;
    private String text;
    private Integer content;
    private int inputs;
    private Integer target;
    private Kind kind = Kind.REGRESSION;
    private TagMap.Kind tagMap;
    private Integer tagDims;
    private TagMap.Unit unit;
    private ReadOutKind readOut = ReadOutKind.MEAN;
    private Lifting lift = Lifting.NONE;
    private String events;

    private Builder() {}

    /** Numbers of a raw tag, 1 to 65536; for a text the number of hash slots (default: 1024). */
    public Builder tag(int numbers) {
      tag = numbers;
      return this;
    }

    /**
     * The JSON field that holds the tag as a text, or an array of texts (default: the tag comes as
     * numbers).
     */
    public Builder text(String field) {
      text = field;
      return this;
    }

    /** Numbers of a content, 1 to 256; for categories the most slots that a context may have. */
    public Builder content(int numbers) {
      content = numbers;
      return this;
    }

    /** Further numbers of a query, at most 1024 (default: 0). */
    public Builder inputs(int numbers) {
      inputs = numbers;
      return this;
    }

    /** Numbers to be predicted (default: as many as a content has; for categories 1, the slot). */
    public Builder target(int numbers) {
      target = numbers;
      return this;
    }

    /** Whether numbers are predicted or a category (default: numbers). */
    public Builder kind(Kind of) {
      kind = of;
      return this;
    }

    /** How a tag is mapped (default: identity; of a text discriminant). */
    public Builder tagMap(TagMap.Kind of) {
      tagMap = of;
      return this;
    }

    /** Most dimensions of a mapped tag, before the unit step (default: the tag's, at most 64). */
    public Builder tagDims(int dims) {
      tagDims = dims;
      return this;
    }

    /** What is done to a mapped tag's length (default: nothing; where discriminant, normalise). */
    public Builder unit(TagMap.Unit of) {
      unit = of;
      return this;
    }

    /** What of the recalled part an answer is made of (default: its mean). */
    public Builder readOut(ReadOutKind of) {
      readOut = of;
      return this;
    }

    /** What is kept of a content (default: its numbers as they come). */
    public Builder lift(Lifting of) {
      lift = of;
      return this;
    }

    /** How events are read, as the events package writes it (default: tokens, not events). */
    public Builder events(String schema) {
      events = schema;
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
     */
    public Fields build() {
      Integer slotsOfText = text == null ? null : Integer.valueOf(TEXT_SLOTS);
      int tags = size("tag", tag == null ? slotsOfText : tag, 1, MOST_TAG);
      int contents = size("content", content, 1, Shape.MAX_CONTENT_DIMS);
      boolean slots = kind == Kind.CLASSIFICATION;
      int targets = size("target", target == null ? slots ? 1 : contents : target, 1, MOST_OTHERS);
      TagMap.Kind map = tagMap;
      if (map == null) {
        map = text == null ? TagMap.Kind.IDENTITY : TagMap.Kind.DISCRIMINANT;
      }
      TagMap.Unit length = unit;
      if (length == null) {
        length = map == TagMap.Kind.DISCRIMINANT ? TagMap.Unit.NORMALISE : TagMap.Unit.NONE;
      }
      int room = length == TagMap.Unit.LIFT ? Shape.MAX_TAG_DIMS - 1 : Shape.MAX_TAG_DIMS;
      int dims = size("tagDims", tagDims == null ? Math.min(tags, room) : tagDims, 1, room);
      requireTogether(tags, dims, map, targets);
      return new Fields(
          new Declared(
              tags,
              text,
              contents,
              size("inputs", inputs, 0, MOST_OTHERS),
              targets,
              kind,
              map,
              dims,
              length,
              readOut,
              lift,
              events));
    }

    private void requireTogether(int tags, int dims, TagMap.Kind map, int targets) {
      if (map == TagMap.Kind.IDENTITY && dims != tags) {
        throw new IllegalArgumentException(
            "tag="
                + tags
                + " numbers do not fit "
                + dims
                + " tag dimensions; set tagMap to discriminant or principal,"
                + " which reduce them");
      }
      if (kind == Kind.CLASSIFICATION && targets != 1) {
        throw new IllegalArgumentException(
            "target=" + targets + " with kind=classification; a category's target is its slot: 1");
      }
      if (kind == Kind.CLASSIFICATION && readOut == ReadOutKind.REGRESS) {
        throw new IllegalArgumentException(
            "readOut=regress with kind=classification; categories are read by their mean: leave it"
                + " out");
      }
    }

    private static int size(String name, Integer value, int min, int max) {
      if (value == null || value < min || value > max) {
        throw wrongSize(name, value == null ? "(missing)" : value.toString(), min, max);
      }
      return value;
    }
  }

  static IllegalArgumentException wrongSize(String name, String value, int min, int max) {
    return new IllegalArgumentException(
        "the schema's %s=%s is not a whole number from %d to %d".formatted(name, value, min, max));
  }

  /** Numbers of a raw tag; for a text, hash slots. */
  public int tag() {
    return all.tag;
  }

  /** Name of the JSON field that holds the tag as a text; null if the tag comes as numbers. */
  public String text() {
    return all.text;
  }

  /** Numbers of a content; for categories, the most slots of a context. */
  public int content() {
    return all.content;
  }

  /** Further numbers u of a query. */
  public int inputs() {
    return all.inputs;
  }

  /** Numbers predicted; for categories 1, the slot. */
  public int target() {
    return all.target;
  }

  /** Regression or classification. */
  public Kind kind() {
    return all.kind;
  }

  /** How a tag is mapped. */
  public TagMap.Kind tagMap() {
    return all.tagMap;
  }

  /** Most dimensions of the mapped tag, before the unit step. */
  public int tagDims() {
    return all.tagDims;
  }

  /** What is done to a mapped tag's length. */
  public TagMap.Unit unit() {
    return all.unit;
  }

  /** What of the recalled part an answer is made of. */
  public ReadOutKind readOut() {
    return all.readOut;
  }

  /** What is kept of a content. */
  public Lifting lift() {
    return all.lift;
  }

  /** How events are read, as the events package writes it; null for tokens. */
  public String events() {
    return all.events;
  }

  /** The same with so many features of a lifted content. */
  public Fields withDims(int dims) {
    return said().lift(all.lift.with(dims)).build();
  }

  /** The same of another unit. */
  public Fields withUnit(TagMap.Unit other) {
    return said().unit(other).build();
  }

  /** All of it, to say some of it anew. */
  private Builder said() {
    return builder()
        .tag(all.tag)
        .text(all.text)
        .content(all.content)
        .inputs(all.inputs)
        .target(all.target)
        .kind(all.kind)
        .tagMap(all.tagMap)
        .tagDims(all.tagDims)
        .unit(all.unit)
        .readOut(all.readOut)
        .lift(all.lift)
        .events(all.events);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields that && that.all.equals(all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  /** Legible, for logs: {@link FieldsJson} writes what is read again. */
  @Override
  public String toString() {
    return FieldsJson.write(this);
  }
}
