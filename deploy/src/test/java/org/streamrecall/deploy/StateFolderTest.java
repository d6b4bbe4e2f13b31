package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a job that lives: Flink makes and removes checkpoints while it is read. */
class StateFolderTest {
  private static final Instant LATER = Instant.parse("2130-01-01T00:00:00Z");

  @TempDir private Path folder;
  @TempDir private Path apart;

  private final Random random = new Random(1);

  private Path checkpoint(String job, int number) throws IOException {
    Path path = folder.resolve(job).resolve("chk-" + number);
    Path data = CheckpointFiles.data(path.resolve("op-1"), random);
    CheckpointFiles.complete(path, number, List.of(data));
    CheckpointFiles.touch(path, Instant.EPOCH.plusSeconds(number));
    return path;
  }

  @Test
  void shouldNameWholeCheckpointsFromBeforeAMoment() throws IOException {
    Path second = checkpoint("job", 2);
    Path first = checkpoint("other", 1);
    checkpoint("job", 3);
    Files.createDirectories(folder.resolve("job/chk-4"));
    assertThat(StateFolder.before(folder, Instant.EPOCH.plusSeconds(3)))
        .extracting(StateFolder.Kept::path)
        .containsExactly(first, second);
    assertThat(new StateFolder(folder).newest()).contains(folder.resolve("job/chk-3"));
  }

  /** As one that was touched, or restored from a backup, in whatever job's folder. */
  @Test
  void shouldTakeTheHighestNumberWhateverTheTimesOfFiles() throws IOException {
    List<Path> all = new ArrayList<>();
    for (int number = 1; number <= 12; number++) {
      all.add(checkpoint("job" + random.nextInt(3), number));
      for (Path one : all) {
        CheckpointFiles.touch(one, Instant.EPOCH.plusSeconds(random.nextInt(100)));
      }
      assertThat(new StateFolder(folder).newest()).contains(all.get(number - 1));
    }
    assertThat(StateFolder.before(folder, LATER))
        .extracting(StateFolder.Kept::path)
        .containsExactlyElementsOf(all);
  }

  /** What a run leaves that is killed before its first checkpoint, or within one. */
  @Test
  void shouldPassByWhatIsNotWhole() throws IOException {
    Path whole = checkpoint("job", 7);
    CheckpointFiles.data(folder.resolve("later/chk-8"), random);
    Files.writeString(folder.resolve("later/chk-8/._metadata.inprogress.x"), "half");
    Files.createDirectories(folder.resolve("latest/shared"));
    assertThat(new StateFolder(folder).newest()).contains(whole);
  }

  @Test
  void shouldRefuseToChooseBetweenTwoOfOneNumber() throws IOException {
    checkpoint("a", 1);
    Path one = checkpoint("a", 2);
    Path other = checkpoint("b", 2);
    assertThatThrownBy(() -> new StateFolder(folder).newest())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("has two checkpoints of number 2, " + one + " and " + other);
    checkpoint("b", 3);
    assertThat(new StateFolder(folder).newest()).contains(folder.resolve("b/chk-3"));
  }

  @Test
  void shouldNameACheckpointThatCannotBeRead() throws IOException {
    Path whole = checkpoint("a", 1).resolve("_metadata");
    byte[] bytes = Files.readAllBytes(whole);
    for (int length : new int[] {0, 3, 12, bytes.length / 2}) {
      Files.write(whole, java.util.Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> new StateFolder(folder).newest())
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith(
              "the checkpoint "
                  + whole.getParent()
                  + " is damaged, or is none; move it out of --state")
          .hasMessageContaining("move it out of --state to go on from the one before it");
    }
  }

  @Test
  void shouldFollowALinkToTheFolder() throws IOException {
    Path whole = checkpoint("a", 1);
    Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-"), folder);
    try {
      assertThat(new StateFolder(link).newest()).contains(whole.toRealPath());
    } finally {
      Files.delete(link);
    }
  }

  /** As Flink does it, beside a reader: what has gone is as if it had not been there. */
  @Test
  void shouldReadAFolderWhoseFilesComeAndGo() throws Exception {
    Path stays = checkpoint("job", 0);
    AtomicBoolean done = new AtomicBoolean();
    Thread flink =
        new Thread(
            () -> {
              for (int i = 1; !done.get(); i++) {
                try {
                  comeAndGo(i % 7 + 1);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    flink.start();
    try {
      for (int i = 0; i < 500; i++) {
        assertThat(StateFolder.before(folder, LATER).get(0).path()).isEqualTo(stays);
      }
    } finally {
      done.set(true);
      flink.join();
    }
  }

  /** At once whole, as Flink leaves what tells that it is. */
  private void comeAndGo(int number) throws IOException {
    Path path = folder.resolve("job").resolve("chk-" + number);
    Path data = CheckpointFiles.data(path.resolve("op-1"), random);
    Path made = CheckpointFiles.complete(apart, number, List.of(data));
    Files.move(made.resolve("_metadata"), path.resolve("_metadata"));
    CheckpointFiles.remove(path);
  }
}
