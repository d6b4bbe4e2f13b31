package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.model.Kind;
import org.streamrecall.training.HeldOutAnswer;
import org.streamrecall.training.TrainingResult;
import org.streamrecall.training.TrainingTrace;
import org.streamrecall.training.TrainingTrace.Check;
import org.streamrecall.training.TrainingTrace.Way;
import org.streamrecall.training.Worth;

/** What follows from the figures of a training on episodes. */
final class EpisodeFindings {
  private static final double SAME = 0.01; // of R2, or of the share that is right
  private static final double LATE = 0.9; // of the steps
  private static final double BY_HEART = 0.6; // of the held-out loss
  private static final double SHARP = 2; // times chance, where tags are noisy
  private static final double LONGER = 1.5; // times the error
  private static final double FEW = 100; // queries of a group, from which on errors tell anything

  private final List<Finding> findings = new ArrayList<>();

  private EpisodeFindings() {}

  static List<Finding> of(TrainingTrace trace, TrainingResult result) {
    EpisodeFindings all = new EpisodeFindings();
    all.worth(result.worth());
    all.recall(trace.held().answers());
    all.steps(trace.kept(), result);
    all.lengths(trace.held().answers(), result.worth().kind() == Kind.REGRESSION);
    all.calibration(trace.held().answers(), result.worth());
    if (result.hitTimeLimit()) {
      all.findings.add(
          Finding.bad(
              "Time cut the training short: ways or steps were left out, and another run gives"
                  + " another model. Give it more with --seconds, or plan less with --steps."));
    }
    return all.findings;
  }

  private void worth(Worth worth) {
    if (!worth.isLearned()) {
      findings.add(
          Finding.bad(
              "Nothing was learned; do not serve this model. The sentence above has the cause."));
      return;
    }
    findings.add(
        Finding.good("The model predicts better than a blind answer, by more than chance."));
    against(
        "mean pooling", worth.learned(), worth.mean(), "tokens may be answered from their mean");
    against(
        "the frozen kernel",
        worth.learned(),
        worth.frozen(),
        "tags are told apart as they come, and training adds little to recall");
    against("linear attention", worth.learned(), worth.linear(), "sharp recall is not needed here");
  }

  private void against(String name, double ours, double theirs, String otherwise) {
    if (!Double.isFinite(theirs)) {
      return;
    }
    if (ours > theirs + SAME) {
      findings.add(Finding.good("Learned attention is better than " + name + "."));
    } else {
      findings.add(
          Finding.note("Learned attention is no better than " + name + ": " + otherwise + "."));
    }
  }

  private void recall(List<HeldOutAnswer> answers) {
    double mass = Groups.mean(answers, HeldOutAnswer::mass);
    double chance = Groups.mean(answers, HeldOutAnswer::chance);
    String figures = Figures.percent(mass) + " (by chance " + Figures.percent(chance) + ")";
    boolean noisy = answers.get(0).recall() == HeldOutAnswer.Asked.NEAREST_TENTH;
    if (mass > (noisy ? SHARP * chance : (1 + chance) / 2)) {
      findings.add(Finding.good("Recall works: the mass on the asked tokens is " + figures + "."));
    } else {
      findings.add(
          Finding.note(
              "Recall is broad: the mass on the asked tokens is "
                  + figures
                  + ". If tags are to be told apart, see that queries are tagged like their tokens,"
                  + " and that tags of different things lie further apart than those of the same."));
    }
  }

  private void steps(Way kept, TrainingResult result) {
    Check best = kept.best();
    if (best.step() == 0) {
      findings.add(
          Finding.note(
              "No step was better than the straight line that training starts from: what is asked"
                  + " follows what is recalled in a line, or contexts are too few for more."));
    } else if (best.step() >= LATE * kept.losses().size() && !result.hitTimeLimit()) {
      findings.add(
          Finding.note(
              "The held-out loss still fell at the last steps: more of them (--steps, and --seconds"
                  + " to match) may help."));
    }
    if (result.trainLoss() < BY_HEART * best.loss()) {
      findings.add(
          Finding.bad(
              "The loss on what teaches ("
                  + Figures.number(result.trainLoss())
                  + ") is far below the held-out one ("
                  + Figures.number(best.loss())
                  + "): contexts are learned by heart. More contexts help most."));
    }
  }

  private void lengths(List<HeldOutAnswer> answers, boolean numbers) {
    List<List<HeldOutAnswer>> groups = EpisodeErrors.lengths(answers);
    List<HeldOutAnswer> shortest = groups.get(0);
    List<HeldOutAnswer> longest = groups.get(groups.size() - 1);
    if (groups.size() < 2 || shortest.size() < FEW || longest.size() < FEW) {
      return;
    }
    double first = Groups.mean(shortest, HeldOutAnswer::error);
    double last = Groups.mean(longest, HeldOutAnswer::error);
    String figures =
        Figures.number(first)
            + " for the shortest, "
            + Figures.number(last)
            + " for the longest"
            + (numbers ? "." : " (nats).");
    if (first > LONGER * last) {
      findings.add(Finding.note("Short contexts are predicted worse: error " + figures));
    } else if (last > LONGER * first) {
      findings.add(
          Finding.bad(
              "Long contexts are predicted worse: error "
                  + figures
                  + " A larger memory (--sketch-bytes) or sharper tags may help."));
    }
  }

  private void calibration(List<HeldOutAnswer> answers, Worth worth) {
    if (worth.kind() != Kind.REGRESSION || !worth.isLearned()) {
      return;
    }
    for (int t = 0; t < answers.get(0).target().length; t++) {
      double slope = EpisodeCalibration.slope(answers, t);
      String name = answers.get(0).target().length > 1 ? "target[" + t + "]" : "the target";
      if (slope < 0.8) {
        findings.add(
            Finding.bad(
                "Predictions of "
                    + name
                    + " are too bold (slope "
                    + Figures.number(slope)
                    + "): more contexts, or fewer heads."));
      } else if (slope > 1.25) {
        findings.add(
            Finding.bad(
                "Predictions of "
                    + name
                    + " are too timid (slope "
                    + Figures.number(slope)
                    + "): more steps."));
      }
    }
  }
}
