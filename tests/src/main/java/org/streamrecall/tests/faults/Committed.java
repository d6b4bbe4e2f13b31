package org.streamrecall.tests.faults;

import java.util.Map;

/**
 * Records of a topic as a reader of committed ones saw them.
 *
 * @param first of each identity
 * @param repeated records whose identity had been seen
 */
record Committed(Map<String, byte[]> first, long repeated) {}
