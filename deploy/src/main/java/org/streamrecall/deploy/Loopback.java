package org.streamrecall.deploy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Where the clusters that are started here listen: to this machine alone. Flink's ports ask nobody
 * who he is, and whoever reaches them may cancel a job or write its memories where he likes; unless
 * told otherwise they listen on all interfaces.
 */
public final class Loopback {
  private static final String HOST = "localhost";

  private static final Map<String, String> SETTINGS =
      Map.of(
          RestOptions.ADDRESS.key(), HOST,
          RestOptions.BIND_ADDRESS.key(), HOST,
          JobManagerOptions.ADDRESS.key(), HOST,
          JobManagerOptions.BIND_HOST.key(), HOST, // of blobs too
          TaskManagerOptions.HOST.key(), HOST,
          TaskManagerOptions.BIND_HOST.key(), HOST);

  private Loopback() {}

  /** Flink's settings of JobManagers and TaskManagers. */
  public static Map<String, String> settings() {
    return SETTINGS;
  }

  /** Those that a configuration does not say otherwise. */
  public static Configuration keep(Configuration configuration) {
    SETTINGS.forEach(
        (key, host) -> {
          if (!configuration.containsKey(key)) {
            configuration.setString(key, host);
          }
        });
    return configuration;
  }
}
