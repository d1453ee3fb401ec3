package dev.trunkline.gateway;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.service.ServiceMain;

/** The gateway as a process of its own. */
public final class GatewayMain {
  private GatewayMain() {}

  public static void main(String[] args) {
    ServiceMain.runServer(Settings.ofEnvironment(), GatewayService::new);
  }
}
