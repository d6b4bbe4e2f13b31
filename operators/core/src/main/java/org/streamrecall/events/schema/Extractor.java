package org.streamrecall.events.schema;

import java.io.Serializable;
import java.util.function.Function;

/** A function that travels with the job: a method reference will do. */
public interface Extractor<E, T> extends Function<E, T>, Serializable {}
