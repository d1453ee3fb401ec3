// SPDX-License-Identifier: Apache-2.0
/** The life cycle of services: start, health and metrics, shutdown on SIGTERM. */
@NullMarked
package dev.trunkline.runtime.service;

import org.jspecify.annotations.NullMarked;
