// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text is English, told from its script and its most frequent words. */
public enum TextLanguage {
  ENGLISH,
  OTHER,
  /** Too short to tell. */
  UNKNOWN;

  private static final Set<String> ENGLISH_WORDS =
      words(
          "the and is are was were be been have has had it its you your we our they their he she"
              + " his her this that these those there here of to for with from by at on or but not"
              + " if can could will would should may do does did what when where which who"
              + " how why yes please thank thanks hello good sorry only about after before until"
              + " your open closed call order number dollars cents today tomorrow one two three"
              + " o'clock let i'm it's we're you're don't that's");

  /** Of other languages in Latin script; none of them is English. */
  private static final Set<String> OTHER_WORDS =
      words(
          // Spanish, Portuguese, Italian
          "el los las una uno unos del al y pero porque para por con que como está esta estamos"
              + " es tiene tenemos usted ustedes nuestro nuestra su sus muy más sí gracias"
              + " buenos días cuesta horas mañana lunes viernes de"
              + " um uma não sem mais você seu sua nosso está temos obrigado"
              + " il lo gli della dello dei delle nel nella è sono siamo abbiamo con senza"
              + " perché anche grazie alle dalle costa domani"
              // French
              + " le la les un une des du au aux et est sont nous vous avec sans pour dans sur que"
              + " qui mais votre notre c'est merci oui bonjour coûte demain heures"
              // German, Dutch, Scandinavian
              + " der das den dem ein eine einen und ist sind wir sie ich nicht mit ohne für von"
              + " zu zum zur bei auf um uhr oder aber auch kostet morgen bitte danke ja nein"
              + " het een en zijn niet met voor van naar op uur maar ook kost wij jij"
              + " och är att det som inte med för på ett av vi ni eller og er ikke til å"
              // Polish, Czech, Turkish, Finnish, Hungarian
              + " się nie jest są że dla przy lub od na je ve bir bu ve için ile değil"
              + " ja ei että olemme az egy és nem van hogy");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’]+");
  private static final Pattern FOREIGN_LETTER =
      Pattern.compile("[ñ¿¡ßøåæœłżźśćąęğışőűčřšžěůõãâêîôûëïàèìòùäöüáéíóúç]");

  /** Judges {@code text}. */
  public static TextLanguage of(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    long letters = lower.codePoints().filter(Character::isLetter).count();
    long latin =
        lower
            .codePoints()
            .filter(Character::isLetter)
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .count();
    if (latin * 2 < letters) {
      return OTHER;
    }
    int english = 0;
    int other = 0;
    var found = WORD.matcher(lower);
    while (found.find()) {
      String word = found.group();
      if (ENGLISH_WORDS.contains(word)) {
        english++;
      } else if (OTHER_WORDS.contains(word) || FOREIGN_LETTER.matcher(word).find()) {
        other++;
      }
    }
    if (lower.indexOf('¿') >= 0 || lower.indexOf('¡') >= 0) {
      other += 2;
    }
    return english > other ? ENGLISH : other > english ? OTHER : UNKNOWN;
  }

  private static Set<String> words(String list) {
    return new HashSet<>(Arrays.asList(list.split(" ")));
  }
}
