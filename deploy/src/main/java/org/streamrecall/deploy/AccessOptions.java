package org.streamrecall.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.streamrecall.client.KafkaAccess;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where a Kafka is, and how its clients get in. */
final class AccessOptions {
  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      converter = Servers.class,
      description = "The Kafka, several brokers separated by commas.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka's clients, as security.protocol and sasl.jaas.config; with source. or"
              + " sink. before it one reaches only what a job reads or writes with.")
  private Path file;

  @Option(
      names = "--kafka",
      paramLabel = "KEY=VALUE",
      converter = Given.Converter.class,
      description = "One of them that is no secret, before the file's; may be given several times.")
  private List<Given> given = List.of();

  /** Refused while the line is read, before what else is on it is complained of. */
  static final class Servers implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        KafkaAccess.requireServers(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      return text;
    }
  }

  /** A property on the command line, which every user of the machine can read. */
  record Given(String key, String value) {
    /** Whose messages show no value of a secret. */
    static final class Converter implements ITypeConverter<Given> {
      @Override
      public Given convert(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
          throw new TypeConversionException(
              "it has no KEY=VALUE; write it as in --kafka security.protocol=SASL_SSL");
        }
        String key = text.substring(0, equals).strip();
        if (KafkaAccess.isSecret(key)) {
          throw new TypeConversionException(
              key
                  + " is secret, and others can read a command line; put it into a file, and name"
                  + " that with --kafka-config");
        }
        String value = text.substring(equals + 1);
        try {
          KafkaAccess.require(key, value);
        } catch (IllegalArgumentException e) {
          throw new TypeConversionException(e.getMessage());
        }
        return new Given(key, value);
      }
    }
  }

  /**
   * @throws CommandFailure if the file cannot be read, or holds what is refused
   */
  KafkaAccess access() {
    Map<String, String> properties = new TreeMap<>();
    if (file != null) {
      Properties read = new InputFile("--kafka-config", file).read(AccessOptions::load);
      read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
    }
    given.forEach(one -> properties.put(one.key, one.value));
    try {
      return new KafkaAccess(bootstrapServers, properties);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--kafka-config " + file + ": " + e.getMessage(), e);
    }
  }

  /** As Kafka's own tools read it. */
  private static Properties load(Path path) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(path)) {
      properties.load(in);
    } catch (IllegalArgumentException e) { // of an escape; says nothing of what stands there
      throw new CommandFailure(
          "--kafka-config " + path + " is no file of properties: " + e.getMessage(), e);
    }
    return properties;
  }
}
