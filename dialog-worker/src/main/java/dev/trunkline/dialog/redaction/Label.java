// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the words before a number call it. */
enum Label {
  NONE,
  PHONE,
  SSN,
  /** Something that we do not take out: an order, a parcel. */
  OTHER;

  private static final int WORDS = 6;

  private static final Set<String> PHONES =
      Set.of(
          "phone",
          "telephone",
          "mobile",
          "cell",
          "cellphone",
          "call",
          "reach",
          "callback",
          "dial",
          "ring",
          "fax",
          "text",
          "plus");

  private static final Set<String> SSNS = Set.of("social", "ssn");

  private static final Set<String> OTHERS =
      Set.of(
          "order",
          "tracking",
          "invoice",
          "reference",
          "ref",
          "case",
          "ticket",
          "confirmation",
          "account",
          "booking",
          "reservation",
          "serial",
          "model",
          "item",
          "part",
          "product",
          "policy",
          "claim",
          "member",
          "membership",
          "customer",
          "parcel",
          "shipment",
          "routing",
          "zip",
          "postcode",
          "flight",
          "version");

  /** Of the number that begins at word {@code first}. */
  static Label before(List<Word> words, int first) {
    var found = EnumSet.of(NONE);
    for (Word word : words.subList(Math.max(0, first - WORDS), first)) {
      found.add(of(word.text()));
    }
    for (Label label : List.of(SSN, PHONE, OTHER)) {
      if (found.contains(label)) {
        return label;
      }
    }
    return NONE;
  }

  private static Label of(String word) {
    if (PHONES.contains(word)) {
      return PHONE;
    }
    return SSNS.contains(word) ? SSN : OTHERS.contains(word) ? OTHER : NONE;
  }
}
