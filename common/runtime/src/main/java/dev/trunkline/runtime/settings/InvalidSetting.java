// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import java.util.List;

/**
 * A setting is missing or wrong. The message is one line: the variable, what is wrong, the cure.
 */
public final class InvalidSetting extends RuntimeException {
  public InvalidSetting(String variable, String wrong, String cure) {
    super(variable + " " + wrong + "; " + cure);
  }

  /** Several at a time, a line each. */
  InvalidSetting(List<String> lines) {
    super(String.join(System.lineSeparator(), lines));
  }
}
