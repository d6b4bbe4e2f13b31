/** Benchmarks: figures, never assertions. */
package org.streamrecall.tests.bench;
