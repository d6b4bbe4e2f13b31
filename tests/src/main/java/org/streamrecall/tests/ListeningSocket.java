package org.streamrecall.tests;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process waits for others to connect, as Linux knows it. */
public record ListeningSocket(InetAddress address, int port) {
  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Whether this system says where processes listen. */
  public static boolean areKnown() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** Those of a process, whatever it is. */
  public static List<ListeningSocket> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> inodes = inodes(process);
    List<ListeningSocket> sockets = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path path = process.resolve(table);
      List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
      for (String line : lines) {
        String[] columns = line.strip().split("\\s+");
        if (columns[STATE].equals(LISTENING) && inodes.contains(columns[INODE])) {
          sockets.add(parse(columns[ADDRESS]));
        }
      }
    }
    return sockets;
  }

  /** Of the sockets that the process holds; its network's tables have those of others too. */
  private static Set<String> inodes(Path process) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> held = Files.list(process.resolve("fd"))) {
      for (Path one : held.toList()) {
        String target = target(one);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  /** As {@code 0100007F:1F90}: words of four bytes, each with its last byte first. */
  static ListeningSocket parse(String text) throws IOException {
    int colon = text.indexOf(':');
    byte[] bytes = new byte[colon / 2];
    for (int i = 0; i < bytes.length; i++) {
      int at = 2 * (4 * (i / 4) + 3 - i % 4);
      bytes[i] = (byte) Integer.parseInt(text.substring(at, at + 2), 16);
    }
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    return new ListeningSocket(InetAddress.getByAddress(bytes), port);
  }

  /** Whether only this machine can connect. */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }
}
