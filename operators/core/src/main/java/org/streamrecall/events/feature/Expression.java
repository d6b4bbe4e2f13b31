package org.streamrecall.events.feature;

/** What can stand in an expression: a feature, or a text that features are made of. */
sealed interface Expression permits Feature, Masked {}
