package org.streamrecall.events.score;

/**
 * What is not scored, and why.
 *
 * @param first events that are among the first {@value Score#FIRST} of their key
 * @param missing events whose outcome is missing
 * @param ahead events whose outcome is still to come
 * @param unanswered events of which somebody had nothing to say yet
 * @param keysUnscored keys without any outcome that is scored
 * @param keysConstant keys of which the last value is never wrong: in no mean over keys
 * @param keysShort other keys of fewer than {@value Score#ENOUGH} scored outcomes: in none either
 */
public record LeftOut(
    long first,
    long missing,
    long ahead,
    long unanswered,
    int keysUnscored,
    int keysConstant,
    int keysShort) {
  static final LeftOut NONE = new LeftOut(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  LeftOut plus(LeftOut other) {
    return new LeftOut(
        first + other.first,
        missing + other.missing,
        ahead + other.ahead,
        unanswered + other.unanswered,
        keysUnscored + other.keysUnscored,
        keysConstant + other.keysConstant,
        keysShort + other.keysShort);
  }

  /** The same with keys. */
  LeftOut withKeys(int unscored, int constant, int shorter) {
    return new LeftOut(first, missing, ahead, unanswered, unscored, constant, shorter);
  }
}
