/**
 * What makes two moments alike, as expressions over an event's fields. Each kind of feature is one
 * record that says all there is to say of it: how it is written, which fields it reads, what kind
 * of numbers it makes, where they come from, what is kept of a key for it. A kind is added by a
 * record, a word in {@link org.streamrecall.events.feature.FeatureParser} and a line in the sealed
 * type that it belongs to.
 */
package org.streamrecall.events.feature;
