/** Whether every query is answered once, to the byte, however tasks, processes and jobs die. */
package org.streamrecall.tests.faults;
