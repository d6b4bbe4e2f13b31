package org.streamrecall.flink;

/** What asks a memory, or one shard of it. */
public sealed interface Question extends RecallInput permits Ask, ShardAsk {
  /** What was asked. */
  Ask ask();

  /** Whether what becomes of it is counted here: of a question to several shards by one of them. */
  default boolean counts() {
    return true;
  }

  @Override
  default Role role() {
    return Role.ANSWER;
  }
}
