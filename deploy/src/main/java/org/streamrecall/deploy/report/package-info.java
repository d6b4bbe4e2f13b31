/** What a training has seen, as one page that a browser shows without network or scripts. */
package org.streamrecall.deploy.report;
