/**
 * What is foretold on real streams beside simple methods that are written to win: each sees the
 * same past, none sees the future.
 */
package org.streamrecall.tests.streams;
