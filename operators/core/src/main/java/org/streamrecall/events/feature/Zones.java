package org.streamrecall.events.feature;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** Time zones as expressions name them. */
final class Zones {
  private Zones() {}

  /** A zone if one is given, else UTC. */
  static ZoneId parse(FeatureParser text) {
    if (!text.accept(',')) {
      return ZoneOffset.UTC;
    }
    int start = text.skip();
    String name = text.zoneName();
    try {
      ZoneId zone = ZoneId.of(name);
      zone.getRules();
      return zone;
    } catch (DateTimeException e) {
      throw text.wrong(
          start,
          "\""
              + name
              + "\" is no time zone; a zone is a region, as Europe/Berlin, or an offset from"
              + " -18:00 to +18:00, as +02:00"
              + meant(name));
    }
  }

  /** The region of that name or of that city, if there is one. */
  private static String meant(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> ("/" + id.toLowerCase(Locale.ROOT)).endsWith("/" + lower))
        .sorted()
        .findFirst()
        .map(id -> "; did you mean " + id + "?")
        .orElse("");
  }

  /** What follows the field; nothing of UTC. */
  static String written(ZoneId zone) {
    return zone.equals(ZoneOffset.UTC) ? "" : "," + zone;
  }
}
