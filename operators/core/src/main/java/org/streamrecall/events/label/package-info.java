/** How well scores and alarms find what people have marked as anomalies. */
package org.streamrecall.events.label;
