// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the words before a number say it is. */
enum NumberLabel {
  NONE,
  PHONE,
  SSN,
  /** Something that is not redacted: an order, a parcel. */
  OTHER;

  private static final int WORDS_BEFORE = 6;

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

  /** The label of the number that begins at word {@code first}. */
  static NumberLabel before(List<TextWord> words, int first) {
    var found = EnumSet.of(NONE);
    for (TextWord word : words.subList(Math.max(0, first - WORDS_BEFORE), first)) {
      found.add(of(word.text()));
    }
    for (NumberLabel label : List.of(SSN, PHONE, OTHER)) {
      if (found.contains(label)) {
        return label;
      }
    }
    return NONE;
  }

  private static NumberLabel of(String word) {
    if (PHONES.contains(word)) {
      return PHONE;
    }
    return SSNS.contains(word) ? SSN : OTHERS.contains(word) ? OTHER : NONE;
  }
}
