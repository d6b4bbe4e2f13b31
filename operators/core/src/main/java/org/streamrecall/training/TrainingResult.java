package org.streamrecall.training;

import org.streamrecall.model.RecallModel;

/**
 * A trained model and how it got there.
 *
 * @param model the best checkpoint on the held-out contexts
 * @param steps taken
 * @param trainLoss mean over the last steps
 * @param validationLoss of the model on the held-out contexts
 * @param hitTimeLimit whether the time limit cut the steps short, so that the run cannot be
 *     reproduced
 * @param seconds taken
 */
public record TrainingResult(
    RecallModel model,
    int steps,
    double trainLoss,
    double validationLoss,
    boolean hitTimeLimit,
    double seconds) {}
