package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.Vote;

/**
 * A moment that waits for the category that comes of it.
 *
 * @param time of the event
 * @param ref of the event, or null
 * @param id hash of what its outcome is joined by, or 0
 * @param scalars that are kept, numbers from their origins
 * @param vote what was said of it
 */
record CategoryRow(long time, String ref, long id, float[] scalars, Vote vote) implements Held {
  private static final int LONGEST_REF = 32;

  @Override
  public int bytes() {
    return fixed(scalars.length) + HeldBytes.bytes(ref) + vote.bytes();
  }

  /** Most bytes of one. */
  static int mostBytes(Plan plan, int labels) {
    return fixed(plan.rereading.kept()) + 1 + LONGEST_REF + CategoryPanel.voteBytes(labels);
  }

  private static int fixed(int scalars) {
    return 2 * Long.BYTES + Float.BYTES * scalars;
  }

  @Override
  public void put(ByteBuffer out) {
    out.putLong(time).putLong(id);
    HeldBytes.put(ref, out);
    HeldBytes.put(scalars, out);
    vote.put(out);
  }

  static CategoryRow get(ByteBuffer in, Plan plan) {
    long time = in.getLong();
    long id = in.getLong();
    String ref = HeldBytes.text(in);
    float[] scalars = HeldBytes.floats(in, plan.rereading.kept());
    return new CategoryRow(time, ref, id, scalars, CategoryPanel.vote(in));
  }
}
