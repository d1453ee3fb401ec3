// SPDX-License-Identifier: Apache-2.0
/** All services in one process, with an embedded broker and simulated providers where needed. */
@NullMarked
package dev.trunkline.cli.stack;

import org.jspecify.annotations.NullMarked;
