// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** What the tests of pocketsphinx need of the machine. */
public final class Installed {
  private Installed() {}

  /** The library; the test is skipped if it is not installed. */
  public static PocketSphinxLibrary library() {
    Optional<PocketSphinxLibrary> library = PocketSphinxLibrary.installed(PocketSphinxLibrary.NAME);
    assumeTrue(library.isPresent(), "pocketsphinx is not installed (package libpocketsphinx3)");
    return library.orElseThrow();
  }
}
