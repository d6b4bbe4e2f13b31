/**
 * Several ways to foretell the same numbers from one memory, weighed by what each has been worth to
 * this key.
 */
package org.streamrecall.panel;
