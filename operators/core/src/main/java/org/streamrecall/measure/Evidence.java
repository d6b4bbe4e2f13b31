package org.streamrecall.measure;

/**
 * What a person can look up about one part of a measure.
 *
 * @param tokens the mass of the part
 * @param tag the part's mean tag, (tagDims): mapped, or raw where an answer could undo the map
 * @param ref the reference of the token nearest its centre, or null
 * @param firstTime time of its oldest token, {@link Atom#NO_TIME} if none had one
 * @param lastTime time of its newest token, likewise
 */
public record Evidence(double tokens, float[] tag, String ref, long firstTime, long lastTime) {
  /** Legible, for logs. */
  @Override
  public String toString() {
    return "Evidence[tokens="
        + tokens
        + ", tag="
        + java.util.Arrays.toString(tag)
        + (ref == null ? "" : ", ref=" + ref)
        + (firstTime == Atom.NO_TIME ? "" : ", from=" + firstTime + ", to=" + lastTime)
        + "]";
  }

  /** The same of another mass. */
  public Evidence withTokens(double other) {
    return new Evidence(other, tag, ref, firstTime, lastTime);
  }
}
