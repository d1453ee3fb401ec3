// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.trunkline.systemtests.LocalStack.Live;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dialog worker that runs a tool is killed, and another one goes on with the turn. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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

  private record Asked(String worker, String key) {}

  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<ToolReturned> returned = new LinkedBlockingQueue<>();
  private final AtomicBoolean holdsBack = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, OwnProcess> workers = new HashMap<>();
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
    for (OwnProcess worker : workers.values()) {
      worker.awaitReady();
    }
    stack.deployment().stop("dialog-worker");
    reader = new LiveEventReader(KafkaClients.from(stack.settings), this::tell);
  }

  @AfterEach
  void startAgain() throws Exception {
    returned.clear();
    stack.fault("chat", "{}");
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
    workers.values().forEach(OwnProcess::close);
    stack.close();
    shop.stop(0);
  }

  @Test
  void whatWasUnderWayIsAskedAgainWithTheSameKeyAndTheCallerHearsOneAnswer() throws Exception {
    holdsBack.set(true);
    Live live = stack.dial(SCRIPT);
    Asked first = next();
    holdsBack.set(false);
    kill(first.worker());

    Asked again = next();
    assertThat(again.worker()).isNotEqualTo(first.worker());
    assertThat(again.key()).isEqualTo(first.key()).startsWith(live.call().sid());
    assertHeardOnce(live.end().get(60, TimeUnit.SECONDS));
    assertThat(asked).isEmpty();
  }

  @Test
  void whatHadReturnedIsNotAskedAgain() throws Exception {
    Live live = stack.dial(SCRIPT);
    synchronized (live.story()) {
      while (live.story().turns().isEmpty()) {
        live.story().wait(60_000);
      }
    }
    // The model takes its time to ask for the tool, and again to say what was found.
    stack.fault("chat", "{\"latencyMs\":4000}");
    Asked only = next();
    assertThat(returned.poll(60, TimeUnit.SECONDS)).as("the tool has returned").isNotNull();
    kill(only.worker());
    stack.fault("chat", "{}");

    assertHeardOnce(live.end().get(60, TimeUnit.SECONDS));
    assertThat(asked).isEmpty();
  }

  private void tell(Event event) {
    if (event instanceof ToolReturned result) {
      returned.add(result);
    }
  }

  private static void assertHeardOnce(Placed placed) {
    assertThat(placed.story().turns())
        .extracting(Heard::text)
        .containsExactly("Fairweather Market, good day.", LOOKING + FOUND, "Goodbye.");
    assertThat(placed.story().turns()).noneMatch(Heard::interrupted);
    assertThat(placed.story().cause()).contains(Cause.ASSISTANT_HUNG_UP);
  }

  private Asked next() throws InterruptedException {
    Asked next = asked.poll(60, TimeUnit.SECONDS);
    assertThat(next).as("the tool is asked").isNotNull();
    return next;
  }

  private OwnProcess startWorker(String name) throws IOException {
    int port = FreePort.find();
    OwnProcess worker =
        OwnProcess.start(
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

  /** Answers, or does not until all is over. */
  private void order(HttpExchange exchange) {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      boolean never = holdsBack.get();
      asked.add(new Asked(headers.getFirst("X-Worker"), headers.getFirst("Idempotency-Key")));
      if (never) {
        over.await();
      }
      byte[] answer = "{\"number\":427,\"status\":\"on its way\"}".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      // Who asked is dead.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
