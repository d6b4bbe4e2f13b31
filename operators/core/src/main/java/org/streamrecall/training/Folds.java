package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which episodes a tag map is fitted on, and which attention is then trained on. A map looks better
 * on classes it has seen than on new ones, so attention trained on those would trust it too much:
 * the episodes of a fold are embedded by a map fitted on the others. Episodes that share a class
 * stay in one fold.
 */
record Folds(List<List<Episode>> parts) {
  private static final int MOST = 3;

  static Folds of(List<Episode> episodes, long seed) {
    List<List<Episode>> groups = new ArrayList<>(connected(episodes));
    Collections.shuffle(groups, new Random(seed));
    groups.sort((a, b) -> b.size() - a.size());
    int count = Math.min(MOST, groups.size());
    List<List<Episode>> parts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      parts.add(new ArrayList<>());
    }
    for (List<Episode> group : groups) {
      parts.stream().min((a, b) -> a.size() - b.size()).orElseThrow().addAll(group);
    }
    return new Folds(parts);
  }

  /** The episodes outside of a part. */
  List<Episode> without(int part) {
    List<Episode> others = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      if (k != part) {
        others.addAll(parts.get(k));
      }
    }
    return others;
  }

  /** Number of classes among episodes. */
  static int classes(List<Episode> episodes) {
    return (int)
        episodes.stream()
            .flatMap(
                e ->
                    java.util.stream.IntStream.range(0, e.tokens().size())
                        .mapToObj(e::classOf)
                        .distinct())
            .distinct()
            .count();
  }

  private static List<List<Episode>> connected(List<Episode> episodes) {
    int[] root = new int[episodes.size()];
    Map<String, Integer> firstWith = new HashMap<>();
    for (int e = 0; e < root.length; e++) {
      root[e] = e;
      for (int i = 0; i < episodes.get(e).tokens().size(); i++) {
        Integer other = firstWith.putIfAbsent(episodes.get(e).classOf(i), e);
        if (other != null) {
          root[find(root, e)] = find(root, other);
        }
      }
    }
    Map<Integer, List<Episode>> groups = new LinkedHashMap<>();
    for (int e = 0; e < root.length; e++) {
      groups.computeIfAbsent(find(root, e), k -> new ArrayList<>()).add(episodes.get(e));
    }
    return List.copyOf(groups.values());
  }

  private static int find(int[] root, int e) {
    int at = e;
    while (root[at] != at) {
      at = root[at];
    }
    root[e] = at;
    return at;
  }
}
