/**
 * The operator for Apache Flink: what followed moments like this one, for this key, in a fixed
 * number of bytes a key ({@code sketchBytes}, 16384 unless set) however long its stream.
 *
 * <pre>
 *   tokens ─┐                                                   ┌─&gt; predictions
 *   queries ┼─&gt; key by context ─&gt; fold tokens into the sketch, │
 *   models ─┘     (broadcast)       recall by attention         ┴─&gt; refused
 * </pre>
 *
 * {@link org.streamrecall.flink.Recall} is the way in. A context's answer depends on its own inputs
 * in their order and on the model, and on nothing else: not on parallelism, state backend,
 * checkpoints, or other queries.
 */
package org.streamrecall.flink;
