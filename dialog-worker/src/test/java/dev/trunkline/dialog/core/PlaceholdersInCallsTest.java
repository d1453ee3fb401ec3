// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.CallFacts;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an assistant knows of the day, the time and the caller. */
class PlaceholdersInCallsTest extends DialogRig {
  private static final String PROMPT =
      "It is {now}. {weekday}, {date}, {time}, {zone}. {caller} called {called}: {call}. {other}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Europe/Berlin|2026-11-30T22:59:59Z|Monday, 30 November 2026, 23:59",
        "Europe/Berlin|2026-11-30T23:00:00Z|Tuesday, 1 December 2026, 00:00",
        "America/New_York|2026-12-01T04:59:59Z|Monday, 30 November 2026, 23:59",
        "Europe/Berlin|2026-10-25T00:30:00Z|Sunday, 25 October 2026, 02:30",
        "Europe/Berlin|2026-10-25T01:30:00Z|Sunday, 25 October 2026, 02:30",
        "Europe/Berlin|2026-03-29T00:59:59Z|Sunday, 29 March 2026, 01:59",
        "Europe/Berlin|2026-03-29T01:00:00Z|Sunday, 29 March 2026, 03:00",
        "Australia/Lord_Howe|2026-01-01T00:00:00Z|Thursday, 1 January 2026, 11:00",
      })
  @DisplayName("The time is the assistant's, over midnight and a change of clocks")
  void timeIsTheAssistants(String zone, String at, String now) {
    begin(Map.of("timeZone", zone, "SYSTEM_PROMPT", "It is {now}."), "+15550100", at);
    assertThat(asked("Hello?").messages().getFirst().text())
        .isEqualTo("It is " + now + " (" + zone + ").");
  }

  @Test
  @DisplayName("The time of the prompt stays that of the call's start")
  void timeStaysThatOfTheStart() {
    begin(Map.of("SYSTEM_PROMPT", PROMPT), "+15550100", "2026-11-30T23:59:50Z");
    String first = asked("Hello?").messages().getFirst().text();
    now += 600_000;
    String second = conversationPrompt();
    assertThat(first)
        .isEqualTo(
            "It is Monday, 30 November 2026, 23:59 (UTC). Monday, 30 November 2026, 23:59, UTC."
                + " +15550100 called +2: CA1. {other}")
        .isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "Restricted", "+266696687", "+86282452253"})
  void withheldNumberIsUnknown(String caller) {
    begin(Map.of("SYSTEM_PROMPT", "From {caller}."), caller, "2026-11-30T12:00:00Z");
    assertThat(asked("Hello?").messages().getFirst().text()).isEqualTo("From unknown.");
  }

  @Test
  void defaultPromptKnowsDayTimeAndCaller() {
    begin(Map.of(), "+15550100", "2026-11-30T12:00:00Z");
    assertThat(asked("Tomorrow at seven.").messages().getFirst().text())
        .contains("Monday, 30 November 2026, 12:00 (UTC)", "+15550100");
  }

  @Test
  void greetingSpeaksTheDay() {
    List<Event> events =
        begin(
            Map.of("GREETING", "Hello, it is {weekday}, {time}."),
            "+15550100",
            "2026-11-30T14:30:00Z");
    assertThat(events)
        .filteredOn(SegmentWritten.class::isInstance)
        .extracting(event -> ((SegmentWritten) event).text())
        .containsExactly("Hello, it is Monday, two thirty P M.");
  }

  @Test
  void greetingSpeaksTheDayInTheAssistantsLanguage() {
    List<Event> events =
        begin(
            Map.of("GREETING", "Guten Tag, heute ist {weekday}, {date}.", "language", "de"),
            "+15550100",
            "2026-11-30T14:30:00Z");
    assertThat(events)
        .filteredOn(SegmentWritten.class::isInstance)
        .extracting(event -> ((SegmentWritten) event).text())
        .containsExactly("Guten Tag, heute ist Montag, 30 November 2026.");
  }

  @Test
  void toolsGetTheFacts() {
    begin(Map.of("timeZone", "Europe/Berlin"), "+15550100", "2026-11-30T14:30:00Z");
    assertThat(asked("Hello?").facts())
        .isEqualTo(new CallFacts("+15550100", "+2", "2026-11-30T15:30:00+01:00", "Europe/Berlin"));
  }

  @Test
  void unknownTimeZoneIsAnError() {
    assertThatThrownBy(() -> ConversationSettings.from(Settings.of(Map.of("timeZone", "Mars"))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("Europe/Berlin");
  }

  private List<Event> begin(Map<String, String> values, String caller, String at) {
    now = Instant.parse(at).toEpochMilli();
    dialog = new Dialog(ConversationSettings.from(Settings.of(new HashMap<>(values))));
    List<Event> events = on(new CallStarted(CALL, STREAM, caller, "+2", now));
    on(new PlaybackStarted(CALL, STREAM, 0, 100, now, now));
    on(new PlaybackFinished(CALL, STREAM, 0, 1_500, now));
    return events;
  }

  private TurnRequested asked(String words) {
    on(started(2_000));
    on(ended(2_000, 3_000));
    List<Event> events = on(words(2_000, 3_000, words));
    if (events.stream().noneMatch(TurnRequested.class::isInstance)) {
      now += 3_000;
      events = deadline();
    }
    return requested(events);
  }

  private String conversationPrompt() {
    on(started(6_000));
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "", 0, 6_100, null, now));
    on(ended(6_000, 7_000));
    List<Event> events = on(words(6_000, 7_000, "And on Sunday?"));
    if (events.stream().noneMatch(TurnRequested.class::isInstance)) {
      now += 3_000;
      events = deadline();
    }
    return requested(events).messages().getFirst().text();
  }
}
