/** Whether state, heap and latency stay as they are under a steady load. */
package org.streamrecall.tests.soak;
