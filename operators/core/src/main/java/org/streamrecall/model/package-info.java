/**
 * Schema, weights and read-out: from a user's token to an atom, from what was recalled to an
 * answer. A model is a safetensors file that PyTorch and numpy read.
 */
package org.streamrecall.model;
