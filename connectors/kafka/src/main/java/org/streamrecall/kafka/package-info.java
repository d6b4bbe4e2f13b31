/**
 * Kafka in and out of a recall: sources that keep what they cannot read, and one transactional sink
 * for answers and dead letters alike.
 */
package org.streamrecall.kafka;
