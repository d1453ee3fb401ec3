// SPDX-License-Identifier: Apache-2.0
/** HTTP and WebSocket connections to the providers: client set-up, and what a failure means. */
@NullMarked
package dev.trunkline.providers.http;

import org.jspecify.annotations.NullMarked;
