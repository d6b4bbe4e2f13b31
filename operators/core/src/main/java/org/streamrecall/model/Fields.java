package org.streamrecall.model;

/**
 * The user's declaration of a schema, as in {@code schema.json}.
 *
 * @param tag number of raw tag numbers; for a text, the number of hash slots
 * @param text name of the JSON field that holds the tag as text (or an array of texts), or null if
 *     the tag comes as numbers
 * @param content number of content numbers; for categories, the most slots a context may have
 * @param inputs number of extra query numbers u
 * @param target number of numbers predicted; for categories 1, the slot
 * @param kind regression or classification
 * @param tagMap identity or discriminant
 * @param tagDims most dimensions of the mapped tag before the unit step
 * @param unit what is done to a mapped tag's length
 * @param readOut what of the recalled part an answer is made of
 * @param lift what is kept of a content
 * @param events how events are read, as the events package writes it, or null for tokens
 */
public record Fields(
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
    String events) {
  /** The same with so many features of a lifted content. */
  public Fields withDims(int dims) {
    Lifting other = lift.with(dims);
    return new Fields(
        tag, text, content, inputs, target, kind, tagMap, tagDims, unit, readOut, other, events);
  }

  /** The same of another unit. */
  public Fields withUnit(TagMap.Unit other) {
    return new Fields(
        tag, text, content, inputs, target, kind, tagMap, tagDims, other, readOut, lift, events);
  }
}
