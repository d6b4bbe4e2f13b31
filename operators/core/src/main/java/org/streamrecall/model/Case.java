package org.streamrecall.model;

/**
 * A query as a model sees it, and its known answer.
 *
 * @param tag v, mapped, (tagDims)
 * @param inputs u, (fields.inputs)
 * @param target (fields.target), or the slot
 */
public record Case(float[] tag, float[] inputs, float[] target) {}
