package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSweepTest {
  private static final int WORLDS = 60;

  @TempDir private Path folder;

  /** What runs that were killed anywhere have left, and what of it must and must not stay. */
  private static final class World {
    final Path root;
    final Random random;

    /** Files that each whole checkpoint reads, its own mark among them. */
    final Map<Path, List<Path>> whole = new LinkedHashMap<>();

    final Set<Path> unfinished = new HashSet<>();
    private List<Path> read = List.of();
    private Path newest;
    private long number;

    World(Path root, long seed) throws IOException {
      this.root = Files.createDirectories(root);
      this.random = new Random(seed);
      for (int runs = random.nextInt(5); runs >= 0; runs--) {
        run();
      }
    }

    /** Goes on from the newest, reads on what it likes of that, and removes what it likes. */
    private void run() throws IOException {
      Path job = root.resolve(UUID.randomUUID().toString().replace("-", ""));
      for (int left = random.nextInt(4); left > 0; left--) {
        number++;
        boolean savepoint = random.nextInt(5) == 0;
        Path path =
            savepoint
                ? root.resolve("savepoint-%06x-%012x".formatted(number, random.nextInt(1 << 30)))
                : job.resolve("chk-" + number);
        List<Path> files = new ArrayList<>();
        read.stream().filter(file -> random.nextBoolean()).forEach(files::add);
        files.add(CheckpointFiles.data(path, random));
        files.add(CheckpointFiles.data(savepoint ? path : job.resolve("shared"), random));
        CheckpointFiles.complete(path, number, files);
        read = List.copyOf(files);
        newest = path;
        files.add(path.resolve("_metadata"));
        whole.put(path, files);
      }
      Path killed = job.resolve("chk-" + (number + 1));
      unfinished.add(CheckpointFiles.data(killed, random));
      unfinished.add(CheckpointFiles.data(job.resolve("shared"), random));
      unfinished.add(
          Files.writeString(
              killed.resolve("._metadata.inprogress." + UUID.randomUUID()), "half of it"));
    }
  }

  @Test
  void shouldKeepAllThatAWholeCheckpointReadsAndInTheEndTheNewestAlone() throws IOException {
    for (int seed = 0; seed < WORLDS; seed++) {
      World world = new World(folder.resolve("world" + seed), seed);
      Path mine = Files.writeString(world.root.resolve("notes"), "of the user's");
      StateSweep sweep = sweep(world.root);
      long bytes = sweep.removeUnnamed();
      assertThat(bytes).as("world %d", seed).isEqualTo(26L * world.unfinished.size() / 3);
      Set<Path> kept = all(world.whole.values());
      kept.add(mine);
      assertThat(files(world.root)).as("world %d", seed).isEqualTo(kept);

      // The run that begins now leaves its own, and reads what it has gone on from.
      Path own = CheckpointFiles.data(world.root.resolve("0".repeat(32) + "/chk-99"), world.random);
      CheckpointFiles.complete(own.getParent(), 99, List.of(own));
      sweep.removeSuperseded();
      Set<Path> last = new HashSet<>(world.whole.getOrDefault(world.newest, List.of()));
      last.addAll(List.of(mine, own, own.resolveSibling("_metadata")));
      assertThat(files(world.root)).as("world %d", seed).isEqualTo(last);
      assertThat(emptyFolders(world.root)).as("world %d", seed).isEmpty();
    }
  }

  /** The one that is read beside the newest is another job's: it may be of use to somebody. */
  @Test
  void shouldTouchNothingThatFlinkHasNotNamed() throws IOException {
    Random random = new Random(1);
    Path data = CheckpointFiles.data(folder.resolve("backup"), random);
    Path job = folder.resolve("ab".repeat(16));
    Path note = Files.writeString(Files.createDirectories(job).resolve("note.txt"), "mine");
    CheckpointFiles.data(job.resolve("chk-1"), random);
    StateSweep sweep = sweep(folder);
    assertThat(sweep.removeUnnamed()).isEqualTo(8);
    sweep.removeSuperseded();
    assertThat(files(folder)).containsExactlyInAnyOrder(data, note);
  }

  private static StateSweep sweep(Path path) {
    StateFolder folder = new StateFolder(path);
    return StateSweep.of(folder, folder.newest());
  }

  private static Set<Path> all(Collection<List<Path>> lists) {
    Set<Path> all = new HashSet<>();
    lists.forEach(all::addAll);
    return all;
  }

  private static Set<Path> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return new HashSet<>(paths.filter(Files::isRegularFile).toList());
    }
  }

  private static List<Path> emptyFolders(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> path.toFile().isDirectory() && path.toFile().list().length == 0)
          .toList();
    }
  }
}
