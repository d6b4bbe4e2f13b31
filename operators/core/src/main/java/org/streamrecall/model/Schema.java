package org.streamrecall.model;

import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Numbers;
import org.streamrecall.measure.Shape;

/**
 * The declared fields together with the frozen maps fitted to them. Weights of the same schema swap
 * freely; its hash stands in every memory and every model.
 */
public final class Schema {
  /** Content that follows the tag along a line says less of which cluster a token belongs to. */
  private static final float REGRESSED = 0.2f;

  private final Fields fields;
  private final TagMap tagMap;
  private final Lift lift;
  private final Shape shape;
  private final String hash;

  public Schema(Fields fields, TagMap tagMap, Lift lift) {
    if (tagMap.rawDims() != fields.tag()) {
      throw new IllegalArgumentException(
          "the tag map reads "
              + tagMap.rawDims()
              + " numbers, the schema says tag="
              + fields.tag());
    }
    this.fields = fields;
    this.tagMap = tagMap;
    this.lift = lift;
    byte[] digest = SchemaHash.of(fields, tagMap, lift);
    this.hash = "sha256:" + java.util.HexFormat.of().formatHex(digest);
    long head = java.nio.ByteBuffer.wrap(digest).getLong();
    // Slots are told apart at once; a number's content counts like one tag direction of unit
    // scatter.
    float weight = fields.kind() == Kind.CLASSIFICATION ? 2f : 1f / lift.dims();
    if (fields.readOut() == ReadOutKind.REGRESS) {
      weight *= REGRESSED;
    }
    this.shape = new Shape(tagMap.dims(), lift.dims(), weight, head);
  }

  /**
   * The schema before anything is fitted: tags and contents as they come.
   *
   * @throws IllegalArgumentException if contents are lifted, and the lift is not whole in the
   *     fields
   */
  public static Schema of(Fields fields) {
    Lift lift =
        fields.kind() == Kind.CLASSIFICATION ? new Lift.OneHot(fields.content()) : unfitted(fields);
    return new Schema(fields, TagMap.identity(fields.tag(), fields.unit()), lift);
  }

  private static Lift unfitted(Fields fields) {
    Lift.Identity plain = Lift.Identity.of(fields.content());
    boolean whole = !fields.lift().isOpen() && !fields.lift().ranges().isEmpty();
    if (fields.lift().isLifted() && !whole) {
      throw new IllegalArgumentException(
          "lift="
              + FieldsJson.wire(fields.lift().kind())
              + " without training needs its dims and its range; give both, or train a model");
    }
    return lift(fields, plain, null, null);
  }

  /**
   * The lift of numbers that fields declare.
   *
   * @param plain the numbers themselves
   * @param low of each content number, (content); not looked at where the fields have ranges, or no
   *     lift
   * @param high likewise
   * @throws IllegalArgumentException if a number has no range
   */
  public static Lift lift(Fields fields, Lift.Identity plain, double[] low, double[] high) {
    Lifting lifting = fields.lift();
    if (!lifting.isLifted()) {
      return plain;
    }
    double[] from = low;
    double[] to = high;
    if (!lifting.ranges().isEmpty()) {
      from = lifting.ranges().stream().mapToDouble(Lifting.Range::low).toArray();
      to = lifting.ranges().stream().mapToDouble(Lifting.Range::high).toArray();
    }
    CosineLift cosine =
        new CosineLift(from, to, lifting.isOpen() ? lifting.maxDims() : lifting.dims());
    return lifting.kind() == Lifting.Kind.CONCAT ? new ConcatLift(plain, cosine) : cosine;
  }

  /** The same with the first features alone of a lifted content. */
  public Schema first(int features) {
    return new Schema(fields.withDims(features), tagMap, lift.first(features));
  }

  /** How the content's own numbers are kept, or null if they are not. */
  Lift.Identity plain() {
    if (lift instanceof ConcatLift concat) {
      return concat.plain();
    }
    return lift instanceof Lift.Identity identity ? identity : null;
  }

  /** How the content's features are made, or null if there are none. */
  CosineLift features() {
    if (lift instanceof ConcatLift concat) {
      return concat.features();
    }
    return lift instanceof CosineLift cosine ? cosine : null;
  }

  /** Whether the content's own numbers are kept, first. */
  public boolean keepsNumbers() {
    return !(lift instanceof CosineLift);
  }

  /** Whether answers start at the local regression. */
  public boolean regresses() {
    return fields.readOut() == ReadOutKind.REGRESS;
  }

  public Fields fields() {
    return fields;
  }

  public TagMap tagMap() {
    return tagMap;
  }

  public Lift lift() {
    return lift;
  }

  /** Sizes and hash of the memories that this schema makes. */
  public Shape shape() {
    return shape;
  }

  /** {@code sha256:} and the hash of fields and maps. */
  public String hash() {
    return hash;
  }

  /**
   * What a memory stores of a token.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public Atom embed(Token token) {
    return new Atom(
        tagMap.apply(token.tag()),
        lift.apply(token.content()),
        token.weight(),
        token.time(),
        token.ref());
  }

  /**
   * The mapped tag of a query; its inputs are checked on the way.
   *
   * @return v, (shape.tagDims)
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public float[] embed(Query query) {
    requireNumbers("inputs", query.inputs(), fields.inputs());
    float[] tag = tagMap.apply(query.tag());
    Numbers.requireFinite("mapped tag", tag); // as of a token's, whose atom says so
    return tag;
  }

  /**
   * The rule for numbers that a user sends: as many as the schema says, and all of them finite.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public static void requireNumbers(String name, float[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name
              + " has "
              + values.length
              + " numbers, the schema says "
              + length
              + "; send exactly that many");
    }
    Numbers.requireFinite(name, values);
  }
}
