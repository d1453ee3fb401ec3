// SPDX-License-Identifier: Apache-2.0
/** How a service lives: started, asked for its health and metrics, stopped on SIGTERM. */
@NullMarked
package dev.trunkline.runtime.service;

import org.jspecify.annotations.NullMarked;
