/**
 * The task of the paper (Kawata and Suzuki, arXiv 2602.01863), drawn anew for each context, and
 * what the code that serves learns of it.
 */
package org.streamrecall.tests.theory;
