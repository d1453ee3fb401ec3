// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.SharedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** An address of this machine to listen on, as {@code BIND_ADDRESS} names it. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * The address to give to a server.
   *
   * @throws InvalidSetting if this machine has no such address
   */
  public static InetSocketAddress of(String host, int port) {
    try (var _ = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new InvalidSetting(
          SharedSettings.BIND_ADDRESS.name(), "cannot be read", "set an address such as 0.0.0.0");
    } catch (IOException e) {
      throw new InvalidSetting(
          SharedSettings.BIND_ADDRESS.name(),
          "is not an address of this machine",
          "set one that is, or 0.0.0.0 for all");
    }
  }
}
