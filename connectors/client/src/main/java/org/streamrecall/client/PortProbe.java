package org.streamrecall.client;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * What the first bytes say that a port answers. Kafka's client cannot tell: what answers plain text
 * with TLS, or the other way round, looks to it like a broker that is away.
 *
 * @param host of the port
 * @param port that is asked
 */
record PortProbe(String host, int port) {
  private static final int MILLIS = 1000;

  /** ApiVersions, version 0, of nobody: every broker answers it, also before a login. */
  private static final int API_VERSIONS = 18;

  private static final int CORRELATION = 0x5eca11;

  private static final int TLS_ALERT = 0x15; // as a length: nothing that a broker answers with
  private static final int TLS_HANDSHAKE = 0x16;

  private interface Question {
    boolean ask(DataOutputStream out, DataInputStream in) throws IOException;
  }

  /** Whether a handshake of TLS is answered, with whatever certificate. */
  boolean speaksTls() {
    return answers(
        (out, in) -> {
          out.write(hello());
          out.flush();
          int type = in.readUnsignedByte();
          return (type == TLS_HANDSHAKE || type == TLS_ALERT) && in.readUnsignedByte() == 3;
        });
  }

  private static byte[] hello() throws SSLException {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      return Arrays.copyOf(hello.array(), hello.position());
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException(e);
    }
  }

  /** Whether a broker answers in plain text. */
  boolean speaksPlainText() {
    return answers(
        (out, in) -> {
          call(out);
          in.readInt();
          return in.readInt() == CORRELATION;
        });
  }

  /**
   * Whether plain text is answered with an alert of TLS. Kafka's client takes that for the length
   * of an answer, and reserves 352 MB for it.
   */
  boolean answersPlainTextWithTls() {
    return answers(
        (out, in) -> {
          call(out);
          return in.readUnsignedByte() == TLS_ALERT && in.readUnsignedByte() == 3;
        });
  }

  private static void call(DataOutputStream out) throws IOException {
    out.writeInt(10); // bytes that follow
    out.writeShort(API_VERSIONS);
    out.writeShort(0);
    out.writeInt(CORRELATION);
    out.writeShort(-1); // no name
    out.flush();
  }

  private boolean answers(Question question) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      return question.ask(
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())),
          new DataInputStream(socket.getInputStream()));
    } catch (IOException | IllegalArgumentException e) {
      return false; // no port, nobody, or somebody who does not speak it
    }
  }
}
