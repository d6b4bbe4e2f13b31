/** How events are read: which field is the key, the time, a feature, a target. */
package org.streamrecall.events.schema;
