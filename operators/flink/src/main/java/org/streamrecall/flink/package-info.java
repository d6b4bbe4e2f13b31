/**
 * The operator for Apache Flink: what followed moments like this one, for this key, in a fixed
 * number of bytes a key ({@code sketchBytes}, 16384 unless set) however long its stream.
 *
 * <p>{@link org.streamrecall.flink.Recall} is the way in. The route of a record:
 *
 * <pre>
 *   events    read by the schema ─┐
 *   tokens  ┐                     ├─&gt; by key ─&gt; in order of arrival or time ─&gt; answered, learned ─&gt; out
 *   queries ┴ embedded by it ─────┘  (salt: to    (order)                      (operator)
 *   models ─────── to every subtask ──shards)────────────────────────────────── (models)
 *
 *   flink       what users see: builders, records, the types of streams
 *   operator    the life of a key's memory, and the two kinds of it: of tokens, of events
 *   order       what waits for its time, and what is forgotten for its silence
 *   models      which weights answer what, and since when
 *   salt        a context in shards, and one answer of what they say
 *   gate        who is let in, what is refused, and what is counted
 *   serial      how all of it is written
 * </pre>
 *
 * A key's answer depends on its own inputs in their order and on the model, and on nothing else:
 * not on parallelism, state backend, checkpoints, or other queries.
 */
package org.streamrecall.flink;
