// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

/** An assistant as a conversation knows it: its manners, and the rules with them. */
public record Persona(Manners manners, Dialog dialog) {
  static Persona of(Manners manners) {
    return new Persona(manners, new Dialog(manners));
  }
}
