package org.streamrecall.deploy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.streamrecall.deploy.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Ends with status 0 only on success, with 2 if it was called wrongly and with 1
 * if it failed; an error is one sentence on stderr, results alone go to stdout.
 */
@Command(
    name = "streamrecall",
    description = "What followed moments like this one, for this key, in fixed bytes per key.",
    mixinStandardHelpOptions = true,
    versionProvider = StreamRecall.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ReplayCommand.class,
      RunCommand.class,
      AskCommand.class,
      ForgetCommand.class,
      BrokerCommand.class,
      ProduceCommand.class,
      TopicsCommand.class
    })
public final class StreamRecall implements Callable<Integer> {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show the stack trace of an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs a command as {@link #main} does, and returns the exit status. */
  public static int execute(String... args) {
    return execute(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        args);
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    StreamRecall root = new StreamRecall();
    CommandLine line =
        new CommandLine(root).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(StreamRecall::misused);
    line.setExecutionExceptionHandler((failure, command, parsed) -> root.failed(failure, command));
    line.setExecutionStrategy(root::run);
    int status;
    try {
      status = line.execute(args);
    } catch (OutOfMemoryError e) {
      err.println("streamrecall: memory ran out; give more: STREAMRECALL_JAVA_OPTS=-Xmx4g");
      status = CommandLine.ExitCode.SOFTWARE;
    }
    if (out.checkError()) {
      err.println("streamrecall: standard output could not be written; see where it goes to");
      status = CommandLine.ExitCode.SOFTWARE;
    }
    err.flush();
    return status;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private int run(ParseResult parsed) {
    if (verbose) {
      System.setProperty("streamrecall.log", "info"); // read when the first logger is made
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    command
        .getErr()
        .println(
            "streamrecall: "
                + oneLine(misuse.getMessage())
                + "; see "
                + command.getCommandSpec().qualifiedName()
                + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception failure, CommandLine command) {
    command.getOut().flush();
    command.getErr().println("streamrecall: " + sentence(failure));
    if (verbose) {
      failure.printStackTrace(command.getErr());
    }
    return failure instanceof CommandFailure known ? known.status() : CommandLine.ExitCode.SOFTWARE;
  }

  private static String sentence(Exception failure) {
    boolean explains =
        failure instanceof CommandFailure
            || failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException;
    if (explains && failure.getMessage() != null) {
      return oneLine(failure.getMessage());
    }
    if (failure instanceof IOException) {
      return oneLine("reading or writing failed: " + failure + "; see --verbose");
    }
    return oneLine(
        "failed unexpectedly: " + failure + "; call it again with --verbose and report the trace");
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** The version that the build wrote beside this class. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties build = new Properties();
      try (var in = StreamRecall.class.getResourceAsStream("build.properties")) {
        build.load(in);
      }
      return new String[] {
        "streamrecall " + build.getProperty("version"),
        "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
      };
    }
  }
}
