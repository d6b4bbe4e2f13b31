package org.streamrecall.client;

import org.streamrecall.client.json.JsonFormat;

/** The formats that records can have, each in a package of its own. */
public final class WireFormats {
  public static final WireFormat JSON = JsonFormat.INSTANCE;

  private WireFormats() {}
}
