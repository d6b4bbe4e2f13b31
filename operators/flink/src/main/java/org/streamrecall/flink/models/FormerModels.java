package org.streamrecall.flink.models;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What answered before the last updates. Subtasks hear of an update one after the other; all of
 * them have, once a checkpoint is complete that began after it on any. Until the one after that,
 * what answered before is kept, so that shards find a model that each of them knows.
 */
final class FormerModels implements Iterable<DatedModels> {
  private static final long UNKNOWN = Long.MAX_VALUE;

  private static final class Former {
    private final DatedModels models;
    private long checkpoint = UNKNOWN; // the next one that counts
    private boolean heard; // by every subtask

    private Former(DatedModels models) {
      this.models = models;
    }
  }

  private final Deque<Former> formers = new ArrayDeque<>(); // newest first

  /** These have just been replaced. */
  void add(DatedModels models) {
    formers.addFirst(new Former(models));
    if (formers.size() > DatedModels.KEPT) { // without checkpoints nothing else ends it
      formers.removeLast();
    }
  }

  /** A checkpoint begins here. */
  void checkpoint(long id) {
    for (Former former : formers) {
      former.checkpoint = former.checkpoint == UNKNOWN ? id : former.checkpoint;
    }
  }

  /** A checkpoint is complete everywhere. */
  void complete(long id) {
    for (Iterator<Former> each = formers.iterator(); each.hasNext(); ) {
      Former former = each.next();
      if (former.checkpoint <= id && former.heard) {
        each.remove();
      } else if (former.checkpoint <= id) {
        former.heard = true;
        former.checkpoint = id + 1;
      }
    }
  }

  /** Newest first. */
  @Override
  public Iterator<DatedModels> iterator() {
    return formers.stream().map(former -> former.models).iterator();
  }
}
