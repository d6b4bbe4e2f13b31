package org.streamrecall.client;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Why broker and client do not let one another in, and which property mends it. */
final class LoginRefused {
  private LoginRefused() {}

  /**
   * After the name of who refuses.
   *
   * @param certified whether the client shows a certificate of its own
   */
  static String sentence(AuthenticationException refused, boolean certified) {
    if (refused instanceof SslAuthenticationException) {
      return certificate(refused, certified);
    }
    if (refused instanceof UnsupportedSaslMechanismException) {
      return "knows no login of this kind ("
          + said(refused)
          + "); set the Kafka property sasl.mechanism to one that it does";
    }
    if (refused instanceof IllegalSaslStateException) {
      return "asks for no login at this port ("
          + said(refused)
          + "); name another port, or set the Kafka property security.protocol to SSL or PLAINTEXT";
    }
    return "refuses the login ("
        + said(refused)
        + "); correct user and password in the Kafka property sasl.jaas.config";
  }

  private static String certificate(AuthenticationException refused, boolean certified) {
    Throwable last = refused;
    boolean path = false;
    boolean shown = false;
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      path |= cause instanceof CertPathBuilderException;
      path |= cause instanceof CertPathValidatorException;
      shown |= cause instanceof CertificateException;
      last = cause;
    }
    if (path) {
      return "shows a certificate that is not trusted ("
          + said(last)
          + "); set the Kafka property ssl.truststore.location (with ssl.truststore.type, and"
          + " ssl.truststore.password if it has one) to the certificate of who signed it";
    }
    if (shown) {
      return "shows a certificate that is not its own ("
          + said(last)
          + "); name the brokers as their certificates do";
    }
    if (said(last).contains("fatal alert") && !certified) {
      return "lets in nobody without a certificate ("
          + said(last)
          + "); set the Kafka property ssl.keystore.location (with ssl.keystore.type, and its"
          + " passwords) to the client's key and certificate, or ssl.keystore.key and"
          + " ssl.keystore.certificate.chain to their texts in PEM";
    }
    if (said(last).contains("fatal alert")) {
      return "does not accept the client's certificate ("
          + said(last)
          + "); set the Kafka property ssl.keystore.location to one that it trusts";
    }
    return "ends the handshake of TLS ("
        + said(last)
        + "); see the Kafka properties ssl.enabled.protocols and ssl.cipher.suites";
  }

  private static String said(Throwable cause) {
    return String.valueOf(cause.getMessage()).strip();
  }
}
