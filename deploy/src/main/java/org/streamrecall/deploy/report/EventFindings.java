package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.report.EventErrors.Case;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.training.FeatureWeights;
import org.streamrecall.training.HeldOutEvents;
import org.streamrecall.training.HeldOutOutcome;
import org.streamrecall.training.PaidTraining;

/** What follows from the figures of a training on events. */
final class EventFindings {
  private static final int FEW = 100; // outcomes, from which on figures tell anything
  private static final double OFF = 0.03; // of an interval's share
  private static final double RARE = 0.05;
  private static final double LARGER = 1.5; // times an error
  private static final double NOTHING = 1.0 / 16; // of what a feature counts before

  private final List<Finding> findings = new ArrayList<>();

  private EventFindings() {}

  static List<Finding> of(
      PaidTraining tried, HeldOutEvents held, EventErrors errors, List<ScoredPart> parts) {
    EventFindings all = new EventFindings();
    all.worth(tried, parts);
    all.intervals(held);
    all.certainty(held);
    all.surprise(held);
    all.lengths(errors);
    if (tried.paid()) {
      all.newKeys(errors);
    }
    all.features(tried);
    if (tried.result().hitTimeLimit()) {
      all.bad(
          "Time cut the training short, and another run gives another model. Give it more with"
              + " --seconds, or plan less with --steps.");
    }
    return all.findings;
  }

  private void good(String sentence) {
    findings.add(Finding.good(sentence));
  }

  private void bad(String sentence) {
    findings.add(Finding.bad(sentence));
  }

  private void note(String sentence) {
    findings.add(Finding.note(sentence));
  }

  private void worth(PaidTraining tried, List<ScoredPart> parts) {
    if (tried.paid()) {
      good("Training paid: serve this model. It can be swapped into a running job.");
    } else {
      note(
          "Training did not pay, so the weights are those of the untrained default: the model is as"
              + " good as none. Other features in --like, or more keys, may change that.");
    }
    boolean lost = false;
    for (ScoredPart part : parts) {
      for (String loss : part.losses()) {
        lost = true;
        bad(
            part.title()
                + ": "
                + loss
                + ". Add to --like what tells more, or use that method there.");
      }
    }
    if (EventSchema.of(tried.result().model()).key() == null) {
      note(
          "All events were one series. If they are of many things (machines, cards, shops), name the"
              + " field that tells whose they are with --key: each then has a memory of its own.");
    }
    if (!parts.isEmpty() && !lost) {
      good("No other method of the table is better on what was held out.");
    }
  }

  private void intervals(HeldOutEvents held) {
    List<HeldOutOutcome> bounded = EventCalibration.bounded(held.outcomes());
    if (bounded.size() < FEW) {
      return;
    }
    double share = EventCalibration.held(bounded);
    String figures = "the stated 90 % interval held " + Figures.percent(share) + ".";
    if (Math.abs(share - EventCalibration.STATED) <= OFF) {
      good("Intervals can be trusted: " + figures);
    } else if (share < EventCalibration.STATED) {
      bad(
          "Intervals are too narrow: "
              + figures
              + " Either keys changed after the time that was trained on, or they are too short.");
    } else {
      note("Intervals are wider than they need be: " + figures);
    }
  }

  private void certainty(HeldOutEvents held) {
    if (!held.schema().isCategory() || held.outcomes().size() < FEW) {
      return;
    }
    double stated = Groups.mean(held.outcomes(), o -> o.trained().certainty());
    double came = Groups.mean(held.outcomes(), o -> o.trained().isRight() ? 1 : 0);
    String figures =
        "the likeliest category was given "
            + Figures.percent(stated)
            + " and came in "
            + Figures.percent(came)
            + ".";
    if (Math.abs(stated - came) <= OFF) {
      good("Probabilities can be trusted: " + figures);
    } else {
      bad("Probabilities are too " + (stated > came ? "bold: " : "timid: ") + figures);
    }
  }

  private void surprise(HeldOutEvents held) {
    if (held.surprises().size() < FEW) {
      return;
    }
    double share = EventCalibration.above(held, 1 - RARE);
    String figures = Figures.percent(share) + " of held-out events have a surprise above 0.95";
    if (share <= LARGER * RARE) {
      good("Surprise is as rare as it says: " + figures + " (at most 5 % expected).");
    } else {
      bad(
          "Surprise is too frequent: "
              + figures
              + ", where at most 5 % are expected. There are anomalies, or what is usual has changed;"
              + " for fewer alarms take a higher threshold.");
    }
  }

  private void lengths(EventErrors errors) {
    List<List<Case>> lengths = errors.lengths();
    if (lengths.size() < 2 || lengths.get(0).size() < FEW) {
      return;
    }
    List<Case> first = lengths.get(0);
    double young = Groups.mean(first, Case::error);
    double old = Groups.mean(lengths.get(lengths.size() - 1), Case::error);
    if (young > LARGER * old) {
      note(
          "Keys of up to "
              + Figures.count(first.get(first.size() - 1).outcome().learned())
              + " events are predicted worse (error "
              + Figures.number(young)
              + ", of long ones "
              + Figures.number(old)
              + "): trust them less.");
    }
    if (old > LARGER * young) {
      note(
          "Long keys are predicted worse (error "
              + Figures.number(old)
              + ", of short ones "
              + Figures.number(young)
              + "): what is usual may change with time. Try replay with --half-life, which forgets.");
    }
  }

  private void newKeys(EventErrors errors) {
    List<Case> fresh = errors.cases().stream().filter(c -> c.outcome().isNewKey()).toList();
    List<Case> known = errors.cases().stream().filter(c -> !c.outcome().isNewKey()).toList();
    if (fresh.size() < FEW || known.size() < FEW) {
      return;
    }
    double trained = Groups.mean(fresh, Case::error);
    double untrained = Groups.mean(fresh, Case::untrained);
    String figures =
        " (error " + Figures.number(trained) + ", untrained " + Figures.number(untrained) + ").";
    if (trained <= untrained) {
      good(
          "Keys that were held out whole are predicted as well as without training, or better"
              + figures);
    } else {
      bad("Keys that were held out whole are predicted worse than without training" + figures);
    }
  }

  private void features(PaidTraining tried) {
    for (Map.Entry<String, Double> of : FeatureWeights.of(tried.result().model()).entrySet()) {
      if (of.getValue() <= NOTHING) {
        note(
            of.getKey()
                + " hardly counts: try without it, moments are then compared by less noise.");
      }
    }
  }
}
