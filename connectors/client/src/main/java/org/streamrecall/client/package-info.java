/**
 * The wire: JSON of tokens, queries and predictions, and a client that tells and asks over Kafka.
 * Nothing here needs Flink, so an application can embed it.
 */
package org.streamrecall.client;
