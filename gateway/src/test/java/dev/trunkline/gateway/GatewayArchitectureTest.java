// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTest {
  private static final String GATEWAY = "dev.trunkline.gateway";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(GATEWAY);

  @Test
  void packagesHaveNoCycles() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(GATEWAY)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "packages of the gateway";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CODE);
  }

  @Test
  void onlyTheHttpPackageUsesJetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage(GATEWAY + ".http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .because("Jetty's API below Javalin may change with every version: see JettyVersionTest")
        .check(CODE);
  }

  @Test
  void callsKnowNeitherTwilioNorKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(GATEWAY + ".call..", GATEWAY + ".playout..", GATEWAY + ".outage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            GATEWAY + ".twilio..",
            GATEWAY + ".kafka..",
            GATEWAY + ".http..",
            "org.apache.kafka..",
            "io.javalin..",
            "okhttp3..")
        .because("they decide what happens to calls; what does I/O implements their ports")
        .check(CODE);
  }

  @Test
  void playoutDecidesAndDoesNoIo() {
    noClasses()
        .that()
        .resideInAPackage(GATEWAY + ".playout..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.util.concurrent..", GATEWAY + ".call..")
        .because("playback is decided from speech, marks and the clocks it is given")
        .check(CODE);
  }
}
