package org.streamrecall.deploy;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One call of the command line, as its user sees it. */
public record Invocation(int status, String out, String err) {
  public static Invocation of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    int status = StreamRecall.execute(new PrintWriter(out), new PrintWriter(err), texts);
    return new Invocation(status, out.toString(), err.toString());
  }
}
