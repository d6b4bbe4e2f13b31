package org.streamrecall.examples;

import java.time.Instant;

/**
 * A payment, as a type of one's own: public, with public fields and a constructor without
 * arguments, so that Flink serializes it as a POJO.
 */
public class Payment {
  public String card;
  public Instant at;
  public String merchant;

  /** In euros; null where the terminal did not say. */
  public Double amount;

  public Payment() {}

  public Payment(String card, Instant at, String merchant, Double amount) {
    this.card = card;
    this.at = at;
    this.merchant = merchant;
    this.amount = amount;
  }
}
