package org.streamrecall.measure;

/**
 * Refuses a value: its message says what is wrong, and after a semicolon what to do about it. Who
 * knows a better remedy takes the fault alone.
 */
public final class BadValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String fault;

  /**
   * @param fault the thing, the value and the rule, as a sentence begins
   * @param remedy how the sentence ends
   */
  public BadValue(String fault, String remedy) {
    this(fault, remedy, null);
  }

  /**
   * @param cause what found it, or null
   */
  public BadValue(String fault, String remedy, Throwable cause) {
    super(fault + "; " + remedy, cause);
    this.fault = fault;
  }

  /** The message without its remedy. */
  public String fault() {
    return fault;
  }
}
