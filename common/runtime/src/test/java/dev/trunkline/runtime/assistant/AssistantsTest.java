// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssistantsTest {
  @TempDir Path directory;

  @Test
  void findsTheAssistantOfACalledNumber() throws IOException {
    Assistants assistants =
        checked(
            """
            assistants:
              - name: shop
                numbers: [+15550100, "+15550101"]
                voice: rachel
                greeting: Hello, this is the shop.
              - name: laden
                numbers: ["sip:laden@example.com"]
                language: de
                manners: {sayAgain: Wie bitte?, historyLines: 20}
            """);
    assertThat(assistants.called("+15550101")).get().returns("rachel", Assistant::voice);
    assertThat(assistants.called("sip:laden@example.com"))
        .get()
        .returns("de", Assistant::language)
        .extracting(a -> a.manners().get("historyLines"))
        .isEqualTo(new LocatedText("20", new FilePosition(9, 51)));
    assertThat(assistants.called("+15550199")).isEmpty();
    assertThat(assistants.named("shop")).isPresent();
    assertThat(assistants.named(null)).isEmpty();
  }

  @Test
  void callersAreTranscribedInEnglishUnlessTheFileSaysOtherwise() throws IOException {
    assertThat(Assistants.checked(Settings.of(Map.of())).defaults().language()).isEqualTo("en");
    Assistants assistants =
        checked(
            """
            assistants:
              - {name: shop, numbers: ["+15550100"]}
              - {name: laden, numbers: ["+15550101"], language: de}
              - {name: airport, numbers: ["+15550102"], language: auto}
            """);
    assertThat(assistants.defaults().language()).isEqualTo("en");
    assertThat(assistants.all()).extracting(Assistant::language).containsExactly("en", "de", null);
    assertThat(checked("defaults: {language: auto}").defaults().language()).isNull();
  }

  @Test
  void recognitionIsTheAssistantsOwnOrTheDefault() throws IOException {
    Assistants assistants =
        checked(
            """
            defaults:
              recognition:
                secondaryLanguages: [es]
                keyterms: [Fairweather, "O'Brien & Sons"]
                noVerbatim: true
            assistants:
              - {name: shop, numbers: ["+15550100"]}
              - name: laden
                numbers: ["+15550101"]
                recognition: {keyterms: [], noVerbatim: false, filterBackgroundAudio: true}
            """);
    var general =
        new Recognition(List.of("es"), List.of("Fairweather", "O'Brien & Sons"), true, false);
    assertThat(assistants.defaults().recognition()).isEqualTo(general);
    assertThat(assistants.all())
        .extracting(Assistant::recognition)
        .containsExactly(general, new Recognition(List.of("es"), List.of(), false, true));
  }

  @Test
  void recognitionThatScribeWouldRejectIsAnError() throws IOException {
    assertWrong(
        """
        defaults:
          recognition:
            secondaryLanguages: [en-US]
            keyterms: [a term of more than twenty characters]
            noVerbatim: maybe
            no_verbatim: true
        """,
        "names a file with 4 errors; correct",
        "3:26: en-US is not valid; use an ISO 639 code, such as en",
        "4:16: a term of more than twenty characters is not valid; a term has at most 20",
        "5:17: noVerbatim is not valid; write true or false",
        "6:5: no_verbatim is unknown here; known fields: secondaryLanguages, keyterms");
    String terms = IntStream.range(0, 51).mapToObj(i -> "t" + i).collect(joining(", "));
    assertWrong(
        "defaults: {recognition: {keyterms: [" + terms + "]}}",
        "keyterms has 51 terms; at most 50 are possible");
  }

  @Test
  void withoutAFileThereIsOnlyTheDefaultAssistant() {
    assertThat(Assistants.checked(Settings.of(Map.of())).all()).isEmpty();
  }

  @Test
  void reportsAllErrorsWithTheirPositions() throws IOException {
    assertWrong(
        """
        assistants:
          - nam: shop
            numbers: [5550100]
          - name: a shop
            numbers: ["+15550100"]
            language: English
            greeting: ""
            greeting: Hi
          - name: other
            numbers: ["+15550100", "+15550100"]
            voice:
          - name: other
        """,
        "names a file with 11 errors; correct",
        "2:5: name is missing; give the assistant a name",
        "2:5: nam is unknown here; known fields: name, numbers, voice, language, prompt",
        "3:15: not a number as Twilio writes it",
        "4:11: name is not valid; use letters, digits and any of _.-",
        "6:15: language is not valid; use an ISO 639 code, such as en",
        "7:15: greeting is empty",
        "8:5: greeting is given twice, first in line 7",
        "10:28: this number is already answered by other",
        "11:5: voice has no value; give it one or leave it out",
        "12:5: numbers is missing",
        "12:5: another assistant is named other");
  }

  @Test
  void defaultsApplyWhereAnAssistantSaysNothing() throws IOException {
    Assistants assistants =
        checked(
            """
            defaults:
              language: de
              manners: {sayAgain: Wie bitte?, historyLines: 30}
            twilioVoice: {language: de-DE, busy: Alle Leitungen sind belegt.}
            outage: {audio: config/moment.wav, afterMs: 500}
            assistants:
              - name: laden
                numbers: ["+15550100"]
              - name: shop
                numbers: ["+15550101"]
                language: en
                manners: {sayAgain: Pardon?}
            """);

    assertThat(assistants.defaults().language()).isEqualTo("de");
    Assistant laden = assistants.named("laden").orElseThrow();
    assertThat(laden.language()).isEqualTo("de");
    assertThat(laden.manners()).containsOnlyKeys("sayAgain", "historyLines");
    Assistant shop = assistants.named("shop").orElseThrow();
    assertThat(shop.language()).isEqualTo("en");
    assertThat(shop.manners().get("sayAgain")).extracting(LocatedText::text).isEqualTo("Pardon?");
    assertThat(assistants.twilioVoice())
        .isEqualTo(new TwilioVoice("de-DE", null, "Alle Leitungen sind belegt.", null, null));
    assertThat(assistants.outage().afterMs()).isEqualTo(500);
    assertThat(assistants.outage().audio()).map(LocatedText::text).contains("config/moment.wav");
  }

  @Test
  void defaultsNeedNoAssistants() throws IOException {
    assertThat(checked("defaults: {language: fr}").all()).isEmpty();
    assertThat(checked("outage: {afterMs: 0}").outage().afterMs()).isZero();
  }

  @Test
  void mistakesInTheGeneralPartsHaveTheirPlaces() throws IOException {
    assertWrong(
        """
        defaults: {language: German, greeting: Hi}
        twilioVoice: {language: german_language, bsy: x}
        outage: {afterMs: 60001}
        """,
        "1:22: language is not valid",
        "1:30: greeting is unknown here; known fields: language, manners",
        "2:25: language is not valid; use a code that Twilio has",
        "2:42: bsy is unknown here",
        "3:19: afterMs must be a whole number from 0 to 60000");
  }

  @Test
  void reportsTheErrorsOfSharedTools() throws IOException {
    assertWrong(
        """
        tools:
          find:
            url: ftp://x
            parameters: {type: object, properties: {a: {}}, required: [b]}
            retries: 2
          hang_up: {description: x, url: "http://x"}
        assistants:
          - name: shop
            numbers: ["+15550100"]
            tools: [find, fnid, transfer]
            transfers:
              sales: {number: 555, ringSeconds: 1}
        """,
        "3:5: description is missing; describe to the model what it does",
        "3:10: url is not valid; use http(s)://",
        "4:17: parameters requires b, which is not in properties",
        "5:5: only a tool that is safe: true to repeat may have retries",
        "6:3: hang_up is built in; choose another name",
        "10:19: no tool named fnid; known tools: hang_up, transfer, send_dtmf",
        "10:5: transfer needs destinations; list them under transfers",
        "12:23: number is not valid; use a form such as",
        "12:41: ringSeconds must be a whole number from 5 to 120");
  }

  @Test
  void reportsTheLineWhereTheYamlIsInvalid() throws IOException {
    assertWrong("assistants:\n  - name: [shop\n", "3:1: not YAML: ");
    assertWrong("", "1:1: the file is empty");
    assertWrong("- shop\n", "1:1: the file must have fields");
    assertWrong("assistants: shop\n", "1:13: assistants must be a list");
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> Assistants.in(Settings.of(Map.of("ASSISTANTS_FILE", "no/where.yaml"))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "ASSISTANTS_FILE names a file that cannot be read: no/where.yaml; set the path of a"
                + " YAML file");
  }

  private void assertWrong(String yaml, String... lines) throws IOException {
    Settings settings = settings(yaml);
    assertThatThrownBy(() -> Assistants.checked(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContainingAll(lines);
  }

  private Assistants checked(String yaml) throws IOException {
    return Assistants.checked(settings(yaml));
  }

  private Settings settings(String yaml) throws IOException {
    Path file = directory.resolve("assistants.yaml");
    Files.writeString(file, yaml);
    return Settings.of(Map.of("ASSISTANTS_FILE", file.toString()));
  }
}
