/**
 * How near a memory of fixed bytes comes to exact attention: seeded streams of seven shapes, the
 * exact answer over every token, the sketch, and what else could be kept in the same bytes. The
 * command {@code tests/accuracy} prints it.
 */
package org.streamrecall.tests.accuracy;
