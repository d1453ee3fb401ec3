// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutagesTest {
  private boolean contact;
  private final Outages outages = new Outages(() -> contact);

  @Test
  void nothingIsHiddenBeforeTheFirstContact() {
    assertThat(outages.hidesNews(1_000)).isFalse();
    contact = true;
    assertThat(outages.hidesNews(2_000)).isFalse();
    assertThat(outages.lastBackAtMs()).isZero();
  }

  @Test
  void newsIsHiddenUntilAWhileAfterTheClusterIsBack() {
    contact = true;
    outages.hidesNews(1_000);
    contact = false;
    assertThat(outages.hidesNews(2_000)).isTrue();
    assertThat(outages.hidesNews(20_000)).isTrue();
    contact = true;
    assertThat(outages.hidesNews(21_000)).as("it is only just back").isTrue();
    assertThat(outages.lastBackAtMs()).isEqualTo(21_000);
    assertThat(outages.hidesNews(22_999)).isTrue();
    assertThat(outages.hidesNews(23_000)).isFalse();
  }

  @Test
  void newsIsHiddenFromAThreadThatWasHeldUp() {
    contact = true;
    outages.hidesNews(1_000);
    outages.heldUpUntil(30_000);
    assertThat(outages.lastBackAtMs()).isEqualTo(30_000);
    assertThat(outages.hidesNews(31_999)).isTrue();
    assertThat(outages.hidesNews(32_000)).isFalse();
  }

  @Test
  void aConnectionThatIsRenewedIsNoOutage() {
    contact = true;
    outages.hidesNews(1_000);
    contact = false;
    outages.hidesNews(2_000);
    contact = true;
    assertThat(outages.hidesNews(2_400)).isFalse();
    assertThat(outages.lastBackAtMs()).isZero();
  }
}
