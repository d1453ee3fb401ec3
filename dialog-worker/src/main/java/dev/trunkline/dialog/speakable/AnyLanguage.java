// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

/** What can be done without knowing the language. */
enum AnyLanguage implements Speakable {
  INSTANCE;

  @Override
  public String of(String written) {
    return Sounds.tidy(Sounds.withDigits(Markup.strip(Sounds.normal(written))), written);
  }
}
