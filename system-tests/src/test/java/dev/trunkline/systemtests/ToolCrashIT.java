// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.cli.conversation.LiveEventReader;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.dialog.DialogMain;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.Event;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The dialog worker that runs a tool is killed, and another one continues the turn. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
@ResourceLock(LocalStack.PROCESSOR)
class ToolCrashIT {
  private static final CallScript SCRIPT =
      CallScript.of(
              List.of(
                  say("I would like to check the status of order number four two seven."),
                  say("No thank you, that is all, goodbye.")))
          .waits(4_000, 15_000);
  private static final String LOOKING = "One moment, I am looking that up.";
  private static final String FOUND =
      " I have looked that up: number is four two seven, status is on its way.";

  private record Request(String worker, String key) {}

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<ToolReturned> returned = new LinkedBlockingQueue<>();
  private final AtomicBoolean isHeldBack = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, ServiceProcess> workers = new HashMap<>();
  private HttpServer shop;
  private LocalStack stack;
  private LiveEventReader reader;

  @BeforeAll
  void start() throws Exception {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext("/orders", exchange -> Thread.ofVirtual().start(() -> order(exchange)));
    shop.start();
    stack =
        LocalStack.start(
            Map.of(
                "ASSISTANTS_FILE", "src/test/resources/slow-tools.yaml",
                "SHOP_URL", "http://127.0.0.1:" + shop.getAddress().getPort(),
                "WORKER", "none"));
    for (String name : List.of("first", "second")) {
      startWorker(name);
    }
    for (ServiceProcess worker : workers.values()) {
      worker.awaitReady();
    }
    stack.services().stop("dialog-worker");
    reader = new LiveEventReader(KafkaClients.from(stack.settings), this::onEvent);
  }

  @BeforeEach
  void replaceKilledWorkers() throws Exception {
    requests.clear();
    returned.clear();
    isHeldBack.set(false);
    stack.providers().setFaults("chat", "{}");
    for (String name : List.of("first", "second")) {
      if (!workers.containsKey(name)) {
        startWorker(name).awaitReady();
      }
    }
  }

  @AfterAll
  void stop() {
    over.countDown();
    reader.close();
    workers.values().forEach(ServiceProcess::close);
    stack.close();
    shop.stop(0);
  }

  @Test
  void interruptedToolCallIsRepeatedWithTheSameKey() throws Exception {
    isHeldBack.set(true);
    OngoingCall ongoing = stack.start(SCRIPT);
    Request first = next();
    isHeldBack.set(false);
    kill(first.worker());

    Request again = next();
    assertThat(again.worker()).isNotEqualTo(first.worker());
    assertThat(again.key()).isEqualTo(first.key()).startsWith(ongoing.call().sid());
    assertHeardOnce(ongoing.end().get(60, TimeUnit.SECONDS));
    assertThat(requests).isEmpty();
  }

  @Test
  void toolThatReturnedIsNotCalledAgain() throws Exception {
    OngoingCall ongoing = stack.start(SCRIPT);
    await("the greeting")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !ongoing.observed().turns().isEmpty());
    // The model is slow to call the tool, and again to say what the tool returned.
    stack.providers().setFaults("chat", "{\"latencyMs\":4000}");
    Request only = next();
    assertThat(returned.poll(60, TimeUnit.SECONDS)).as("the tool has returned").isNotNull();
    kill(only.worker());
    stack.providers().setFaults("chat", "{}");

    assertHeardOnce(ongoing.end().get(60, TimeUnit.SECONDS));
    assertThat(requests).isEmpty();
  }

  private void onEvent(Event event) {
    if (event instanceof ToolReturned result) {
      returned.add(result);
    }
  }

  private static void assertHeardOnce(FinishedCall call) {
    assertThat(call.observed().turns())
        .extracting(Heard::text)
        .containsExactly("Fairweather Market, good day.", LOOKING + FOUND, "Goodbye.");
    assertThat(call.observed().turns()).noneMatch(Heard::interrupted);
    assertThat(call.observed().cause()).contains(Cause.ASSISTANT_HUNG_UP);
  }

  private Request next() throws InterruptedException {
    Request next = requests.poll(60, TimeUnit.SECONDS);
    assertThat(next).as("the tool is called").isNotNull();
    return next;
  }

  private ServiceProcess startWorker(String name) throws IOException {
    int port = FreePort.find();
    ServiceProcess worker =
        ServiceProcess.start(
            DialogMain.class,
            stack,
            port,
            Map.of("DIALOG_HEALTH_PORT", String.valueOf(port), "WORKER", name));
    workers.put(name, worker);
    return worker;
  }

  private void kill(String name) throws InterruptedException {
    requireNonNull(workers.remove(name)).kill();
  }

  /** Answers, or does not until all tests are over. */
  private void order(HttpExchange exchange) {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      boolean never = isHeldBack.get();
      requests.add(new Request(headers.getFirst("X-Worker"), headers.getFirst("Idempotency-Key")));
      if (never) {
        over.await();
      }
      byte[] answer = "{\"number\":427,\"status\":\"on its way\"}".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      // The client was killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
