/** Records as JSON: the first {@link org.streamrecall.client.WireFormat}. */
package org.streamrecall.client.json;
