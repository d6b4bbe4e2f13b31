package org.streamrecall.model;

/**
 * An answer to a query.
 *
 * @param id the query's
 * @param context the query's
 * @param time the query's, never the clock's
 * @param answer what was recalled and predicted
 * @param model id of the model that made it
 * @param replyTo the query's, or null
 */
public record Prediction(
    String id, String context, long time, Answer answer, String model, String replyTo) {}
