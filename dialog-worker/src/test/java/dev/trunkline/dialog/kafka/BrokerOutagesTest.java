// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerOutagesTest {
  private boolean contact;
  private final BrokerOutages outages = new BrokerOutages(() -> contact);

  @Test
  void noDelayBeforeTheFirstConnection() {
    assertThat(outages.delaysRecords(1_000)).isFalse();
    contact = true;
    assertThat(outages.delaysRecords(2_000)).isFalse();
    assertThat(outages.lastEndedAtMs()).isZero();
  }

  @Test
  void recordsAreDelayedUntilCaughtUpAfterAnOutage() {
    contact = true;
    outages.delaysRecords(1_000);
    contact = false;
    assertThat(outages.delaysRecords(2_000)).isTrue();
    assertThat(outages.delaysRecords(20_000)).isTrue();
    contact = true;
    assertThat(outages.delaysRecords(21_000)).as("still catching up").isTrue();
    assertThat(outages.lastEndedAtMs()).isEqualTo(21_000);
    assertThat(outages.delaysRecords(22_999)).isTrue();
    assertThat(outages.delaysRecords(23_000)).isFalse();
  }

  @Test
  void recordsAreDelayedAfterABlockedThread() {
    contact = true;
    outages.delaysRecords(1_000);
    outages.blockedUntil(30_000);
    assertThat(outages.lastEndedAtMs()).isEqualTo(30_000);
    assertThat(outages.delaysRecords(31_999)).isTrue();
    assertThat(outages.delaysRecords(32_000)).isFalse();
  }

  @Test
  void renewedConnectionIsNoOutage() {
    contact = true;
    outages.delaysRecords(1_000);
    contact = false;
    outages.delaysRecords(2_000);
    contact = true;
    assertThat(outages.delaysRecords(2_400)).isFalse();
    assertThat(outages.lastEndedAtMs()).isZero();
  }
}
