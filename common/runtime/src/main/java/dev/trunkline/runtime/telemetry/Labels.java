// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import java.util.Locale;

/** Label values: lower case, words joined by hyphens, as in the events' JSON types. */
public final class Labels {
  private Labels() {}

  /** {@code QUOTA_SPENT} is {@code quota-spent}. */
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  /** {@code no sound in time} is {@code no-sound-in-time}. */
  public static String of(String words) {
    return words.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }
}
