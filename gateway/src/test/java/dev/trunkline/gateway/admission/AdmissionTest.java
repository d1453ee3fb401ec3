// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.call.StreamTicket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which calls a gateway takes, and how long it reserves a place for them. */
class AdmissionTest {
  @Test
  void reservationLastsUntilTheStreamOpensOrItExpires() {
    var now = new long[1];
    var held = new HashSet<String>();
    var rejections = new ArrayList<AdmissionRejection>();
    var elsewhere = new ArrayList<StreamTicket>();
    var admission =
        new Admission(
            new Admission.Limits("gw-1", 2),
            new Admission.Load(() -> held, Optional::empty),
            new Admission.Reports(rejections::add, elsewhere::add),
            () -> now[0]);
    assertThat(admission.admit("CA1")).as("not open yet").isFalse();
    admission.setOpen(true);

    assertThat(admission.admit("CA1")).isTrue();
    assertThat(admission.admit("CA2")).isTrue();
    assertThat(admission.admit("CA2")).as("asked again").isTrue();
    assertThat(admission.admit("CA3")).as("full").isFalse();
    held.add("CA1");
    admission.onStreamOpened(new StreamTicket("CA1", "", "", false, "gw-1"));
    assertThat(admission.admit("CA3")).as("still full").isFalse();
    now[0] = Admission.RESERVATION.toNanos() + 1;
    assertThat(admission.admit("CA3")).as("CA2 never came").isTrue();
    assertThat(rejections).containsExactly(AdmissionRejection.CALLS, AdmissionRejection.CALLS);
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void callThatIsHeldAndReservedCountsOnce() {
    var held = new HashSet<String>();
    var admission =
        new Admission(
            new Admission.Limits("gw-1", 2),
            new Admission.Load(() -> held, Optional::empty),
            new Admission.Reports(_ -> {}, _ -> {}),
            () -> 0);
    admission.setOpen(true);
    assertThat(admission.admit("CA1")).isTrue();
    held.add("CA1");

    assertThat(admission.admit("CA2")).as("before CA1 is said to have arrived").isTrue();
    admission.onStreamOpened(new StreamTicket("CA1", "", "", false, "gw-1"));
    assertThat(admission.admit("CA3")).as("full").isFalse();
  }

  @Test
  void overloadRejectsNewCallsButKeepsReservations() {
    var busy = new ArrayList<AdmissionRejection>();
    var rejections = new ArrayList<AdmissionRejection>();
    var admission =
        new Admission(
            new Admission.Limits("gw-1", 9),
            new Admission.Load(Set::of, () -> busy.stream().findFirst()),
            new Admission.Reports(rejections::add, _ -> {}),
            () -> 0);
    admission.setOpen(true);
    assertThat(admission.admit("CA1")).isTrue();
    busy.add(AdmissionRejection.LAG);

    assertThat(admission.admit("CA2")).isFalse();
    assertThat(admission.admit("CA1")).as("Twilio asks again").isTrue();
    admission.setKafkaConnected(false);
    assertThat(admission.admit("CA1")).isFalse();
    assertThat(rejections).containsExactly(AdmissionRejection.LAG, AdmissionRejection.KAFKA);
  }
}
