// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AbstractServiceTest {
  private final List<String> log = new ArrayList<>();
  private final TestService service = new TestService();
  private @Nullable RuntimeException failure;

  private final class TestService extends AbstractService {
    @Override
    public String name() {
      return "test";
    }

    @Override
    protected Running assemble(Resources resources) {
      log.add("open a");
      resources.add(() -> log.add("close a"));
      resources.onClose(
          "broken",
          () -> {
            throw new IllegalStateException("does not close");
          });
      log.add("open b");
      resources.onClose("b", () -> log.add("close b"));
      if (failure != null) {
        throw failure;
      }
      return new Running() {
        @Override
        public Health health() {
          return new Health(true, true, Map.of("calls", 1));
        }

        @Override
        public void drain() {
          log.add("drain, ready: " + TestService.this.health().ready());
        }
      };
    }
  }

  @Test
  void closesInReverseOrderAfterDraining() {
    service.start();
    service.close();
    assertThat(log)
        .containsExactly("open a", "open b", "drain, ready: false", "close b", "close a");
  }

  @Test
  void startsAndClosesOnce() {
    service.start();
    service.start();
    service.close();
    service.close();
    service.start();
    assertThat(log).hasSize(5);
  }

  @Test
  void closesWhatWasOpenedIfAssemblingFails() {
    failure = new IllegalArgumentException("wrong");
    assertThatThrownBy(service::start).isSameAs(failure);
    assertThat(log).containsExactly("open a", "open b", "close b", "close a");
    assertThat(service.health().ready()).isFalse();
    assertThat(service.health().live()).isTrue();
  }

  @Test
  void isReadyBetweenStartAndClose() {
    assertThat(service.health()).isEqualTo(new Health(true, false, Map.of()));
    service.start();
    assertThat(service.health()).isEqualTo(new Health(true, true, Map.of("calls", 1)));
    service.close();
    assertThat(service.health()).isEqualTo(new Health(true, false, Map.of()));
  }
}
