package org.streamrecall.events;

/** Why an alarm opens, in parts; {@link #toString} is the sentence. */
public sealed interface Cause permits Reason, Silence {
  /** The sentence of one that closes. */
  String whenOver();
}
