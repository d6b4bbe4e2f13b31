package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Shares of questions answered with the true slot, by method, on the same questions.
 *
 * @param sketch learned attention on bounded memory, as answered by the job
 * @param exact learned attention on every token
 * @param frozenKernel raw n-grams, no training
 * @param meanPooling the largest slot
 * @param chance one in {@value LanguageContext#SLOTS}
 */
record Accuracy(
    double sketch, double exact, double frozenKernel, double meanPooling, double chance) {
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sketch", sketch);
    node.put("exact", exact);
    node.put("frozenKernel", frozenKernel);
    node.put("meanPooling", meanPooling);
    node.put("chance", chance);
    return node;
  }
}
