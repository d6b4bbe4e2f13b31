package org.streamrecall.flink;

/**
 * A question to one shard of a salted context.
 *
 * @param context the shard's key
 * @param salt the shard's number, from 0
 * @param salts how many are asked
 * @param ask what is asked, of the whole context
 */
public record ShardAsk(String context, int salt, int salts, Ask ask) implements Question {
  @Override
  public long time() {
    return ask.time();
  }

  @Override
  public boolean counts() {
    return salt == 0;
  }
}
