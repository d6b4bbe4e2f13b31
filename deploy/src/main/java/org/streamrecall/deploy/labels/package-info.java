/** Scores and alarms of a file's events, held against labels that people gave them. */
package org.streamrecall.deploy.labels;
