package org.streamrecall.client;

import org.streamrecall.model.Token;

/** What a record of the tokens topic can say. */
public sealed interface TokenRecord {
  /** Whose memory it is about. */
  String context();

  /** A token to remember. */
  record Told(Token token) implements TokenRecord {
    @Override
    public String context() {
      return token.context();
    }
  }

  /** The whole context is to be forgotten. */
  record Forgotten(String context, long time) implements TokenRecord {}
}
