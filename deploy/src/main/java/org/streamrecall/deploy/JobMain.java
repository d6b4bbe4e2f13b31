package org.streamrecall.deploy;

import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Main class of the job's jar, which a client starts ({@code flink run}) or a JobManager (its REST
 * interface, or application mode): so it ends no process, and says what is wrong by throwing what
 * either shows its user as a sentence.
 */
public final class JobMain {
  private JobMain() {}

  public static void main(String[] args) throws Exception {
    JobCommand job = new JobCommand();
    CommandLine line = new CommandLine(job).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      if (!CommandLine.printHelpIfRequested(line.parseArgs(args))) {
        job.call();
      }
    } catch (ParameterException | CommandFailure | IllegalArgumentException e) {
      throw new ProgramParametrizationException("streamrecall: " + e.getMessage());
    }
  }
}
