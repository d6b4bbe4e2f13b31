/** What was foretold, beside what could be used instead, on the same events. */
package org.streamrecall.events.score;
