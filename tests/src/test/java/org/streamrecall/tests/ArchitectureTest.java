package org.streamrecall.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tree is the data flow. Module class paths keep Flink and Kafka out of the core; this keeps
 * what shares a class path in order.
 */
class ArchitectureTest {
  private static final String ROOT = "org.streamrecall";
  private static final String FLINK = ROOT + ".flink";
  private static final String CLIENT = ROOT + ".client";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.streamrecall");

  @Test
  void shouldFlowFromTheMeasureToTheJob() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("measure")
        .definedBy(ROOT + ".measure..")
        .layer("attention")
        .definedBy(ROOT + ".attention..")
        .layer("model")
        .definedBy(ROOT + ".model..")
        .layer("mixture")
        .definedBy(ROOT + ".mixture..")
        .layer("panel")
        .definedBy(ROOT + ".panel..")
        .layer("events")
        .definedBy(ROOT + ".events..")
        .layer("training")
        .definedBy(ROOT + ".training..")
        .layer("flink")
        .definedBy(ROOT + ".flink..")
        .layer("client")
        .definedBy(ROOT + ".client..")
        .layer("kafka")
        .definedBy(ROOT + ".kafka..")
        .layer("deploy")
        .definedBy(ROOT + ".deploy..")
        .whereLayer("measure")
        .mayNotAccessAnyLayer()
        .whereLayer("attention")
        .mayOnlyAccessLayers("measure")
        .whereLayer("model")
        .mayOnlyAccessLayers("attention", "measure")
        .whereLayer("mixture")
        .mayOnlyAccessLayers("measure")
        .whereLayer("panel")
        .mayOnlyAccessLayers("mixture", "measure")
        .whereLayer("events")
        .mayOnlyAccessLayers("panel", "mixture", "model", "attention", "measure")
        .whereLayer("training")
        .mayOnlyAccessLayers("events", "model", "attention", "measure")
        .whereLayer("flink")
        .mayOnlyAccessLayers("events", "model", "attention", "measure")
        .whereLayer("client")
        .mayOnlyAccessLayers("events", "training", "model", "measure")
        .whereLayer("kafka")
        .mayOnlyAccessLayers("flink", "client", "events", "model", "measure")
        .layer("tests")
        .definedBy(ROOT + ".tests..")
        .whereLayer("deploy")
        .mayOnlyBeAccessedByLayers("tests")
        .whereLayer("tests")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  /** What is read, how; a key's memory; what stands beside it: each knows those before it only. */
  @Test
  void shouldFlowFromFeaturesToScores() {
    SlicesRuleDefinition.slices()
        .matching(ROOT + ".(events..)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /**
   * In the operator's module: what users see is used by all of it, save for its way in, which uses
   * all of it.
   */
  @Test
  void shouldFlowFromRecordsToTheWayIn() {
    SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                String name = javaClass.getPackageName();
                if (!name.startsWith(FLINK)) {
                  return SliceIdentifier.ignore();
                }
                return SliceIdentifier.of(
                    name.equals(FLINK) ? (isWayIn(javaClass) ? "way in" : "records") : name);
              }

              @Override
              public String getDescription() {
                return "rooms of the operator";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** A class uses rooms where any class within it does. */
  private static boolean isWayIn(JavaClass javaClass) {
    String outer = outer(javaClass);
    return CLASSES.stream().anyMatch(each -> outer(each).equals(outer) && usesRooms(each));
  }

  private static String outer(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(ArchitectureTest::outer).orElse(javaClass.getName());
  }

  private static boolean usesRooms(JavaClass javaClass) {
    return javaClass.getDirectDependenciesFromSelf().stream()
        .anyMatch(of -> of.getTargetClass().getPackageName().startsWith(FLINK + "."));
  }

  @Test
  void shouldShowUsersOneRoomOfTheOperatorAndKeepAllSmall() {
    noClasses()
        .that()
        .resideOutsideOfPackage(FLINK + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(FLINK + ".*..")
        .check(CLASSES);
    Map<String, Long> files =
        CLASSES.stream()
            .filter(javaClass -> javaClass.getPackageName().startsWith(FLINK))
            .filter(javaClass -> javaClass.isTopLevelClass())
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files).hasSizeGreaterThan(5).allSatisfy((room, n) -> assertThat(n).isLessThan(26));
  }

  /** Another format is a package of its own and a line of the one class that names them. */
  @Test
  void shouldNameNoFormatButWhereFormatsAreNamed() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".kafka..", CLIENT)
        .and()
        .doNotHaveFullyQualifiedName(CLIENT + ".WireFormats")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLIENT + ".*..", "com.fasterxml.jackson..")
        .check(CLASSES);
  }

  @Test
  void shouldKeepFrameworksOutOfTheMathematics() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".measure..", ROOT + ".attention..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "jdk.incubator.vector..", ROOT + "..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".model..", ROOT + ".events..", ROOT + ".training..", ROOT + ".client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..")
        .check(CLASSES);
  }

  @Test
  void shouldLeaveClocksAndUnseededRandomnessOutOfTheAnswer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".measure..", ROOT + ".attention..", ROOT + ".model..", ROOT + ".events..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Math.class, "exp", double.class)
        .orShould()
        .callMethod(Math.class, "log", double.class)
        .orShould()
        .callMethod(Math.class, "tanh", double.class)
        .orShould()
        .callMethod(Math.class, "pow", double.class, double.class)
        .check(CLASSES);
  }

  @Test
  void shouldNameThingsByNouns() {
    classes()
        .should()
        .haveSimpleNameNotEndingWith("Manager")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotEndingWith("Impl")
        .check(CLASSES);
  }

  @Test
  void shouldHaveReadTheWholeHouse() {
    assertThat(CLASSES.size()).isGreaterThan(60);
  }
}
