// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.trunkline");

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "vad", "stt", "dialog", "tts"})
  void aServiceKnowsNoOtherService(String service) {
    String own = "dev.trunkline." + service + "..";
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "belong to another service",
                type ->
                    type.getPackageName()
                            .matches(
                                "dev\\.trunkline\\.(gateway|vad|stt|dialog|tts|simulator|cli|benchmarks)(\\..*)?")
                        && !type.getPackageName().startsWith("dev.trunkline." + service)))
        .because(
            "services meet in Kafka only: publish an event (trunkline-events) on a topic"
                + " (events.topic.Topics) and let the other service read it")
        .check(CODE);
  }

  @Test
  void commonKnowsNoService() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.trunkline.events..", "dev.trunkline.runtime..", "dev.trunkline.providers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.trunkline.gateway..",
            "dev.trunkline.vad..",
            "dev.trunkline.stt..",
            "dev.trunkline.dialog..",
            "dev.trunkline.tts..",
            "dev.trunkline.simulator..",
            "dev.trunkline.cli..")
        .because("common is what crosses a border; what one service alone needs belongs to it")
        .check(CODE);
  }

  @Test
  void theSimulatorKnowsNoServiceSoThatItIsNeverSpecialCased() {
    noClasses()
        .that()
        .resideInAPackage("dev.trunkline.simulator..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.trunkline.gateway..",
            "dev.trunkline.vad..",
            "dev.trunkline.stt..",
            "dev.trunkline.dialog..",
            "dev.trunkline.tts..",
            "org.apache.kafka..")
        .because("it stands for Twilio, ElevenLabs and OpenAI, which know us by their wire only")
        .check(CODE);
  }

  @Test
  void theConversationIsPure() {
    noClasses()
        .that()
        .resideInAPackage("dev.trunkline.dialog.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "okhttp3..",
            "java.net..",
            "java.util.concurrent..",
            "java.time..")
        .because(
            "what decides does no I/O and looks at no clock: give it an event, and let"
                + " dialog.kafka do what it says")
        .check(CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stt", "tts"})
  void workerCoresDoNoIoAndReadNoClock(String worker) {
    noClasses()
        .that()
        .resideInAPackage("dev.trunkline." + worker + ".core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "okhttp3..",
            "java.net..",
            "io.micrometer..",
            "dev.trunkline." + worker,
            "dev.trunkline." + worker + ".kafka..",
            "dev.trunkline." + worker + ".provider..")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .because(
            "a core takes an input and the time and returns actions; the kafka package does them")
        .check(CODE);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching("dev.trunkline.(**)")
        .should()
        .beFreeOfCycles()
        .because(
            "a package in a cycle cannot be understood or tested alone: move the class, or let one"
                + " side define an interface that the other implements")
        .check(CODE);
  }

  @Test
  void kafkaInternalsAreUsedInTheirOwnPackagesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.trunkline.runtime.kafka.internals..",
            "dev.trunkline.dialog.kafka.internals..",
            "dev.trunkline.cli.broker..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are internals of Kafka",
                type ->
                    type.getName()
                        .matches(
                            "org\\.apache\\.kafka\\..*(\\.internals?\\.|common\\.utils\\.|InternalConfig).*")))
        .because(
            "a new Kafka version may change them: the packages named internals have tests that name"
                + " the version they were checked against")
        .check(CODE);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .because("no null goes in or out where it is not said so")
        .check(CODE);
  }

  @Test
  void codeNeverSleeps() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .because("waiting for time is not waiting for the event: use a condition with a timeout")
        .check(CODE);
  }
}
