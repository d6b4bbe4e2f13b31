package org.streamrecall.client;

/** Refuses a record that does not say whose it is. */
public final class MissingKey extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * @param key name of the field that is missing
   * @param rule why it is needed
   */
  public MissingKey(String key, String rule) {
    super(key + " is missing; " + rule);
  }
}
