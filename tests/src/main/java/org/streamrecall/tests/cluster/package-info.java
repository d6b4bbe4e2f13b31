/** The job on processes of their own that are killed and started anew: broker and cluster. */
package org.streamrecall.tests.cluster;
