/**
 * Softmax attention as an integral operator on a measure: what did this context say at moments like
 * this one? Source: Kawata and Suzuki, Transformers as Measure-Theoretic Associative Memory, arXiv
 * 2602.01863.
 */
package org.streamrecall.attention;
