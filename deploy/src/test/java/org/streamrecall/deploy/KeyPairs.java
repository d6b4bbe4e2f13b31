package org.streamrecall.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys with certificates of their own authority, as the JDK's tool makes them. */
final class KeyPairs {
  private KeyPairs() {}

  /**
   * Leaves {@code NAME.p12} with a key of that alias, and its certificate as {@code NAME.pem}.
   *
   * @param password of store and key
   */
  static void create(Path folder, String name, String password) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        name,
        store,
        password,
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    String certificate = folder.resolve(name + ".pem").toString();
    keytool("-exportcert", name, store, password, "-rfc", "-file", certificate);
  }

  private static void keytool(
      String command, String alias, Path store, String password, String... more) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command, "-alias", alias, "-keystore", store.toString()));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
    line.addAll(List.of(more));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + said);
    }
  }
}
