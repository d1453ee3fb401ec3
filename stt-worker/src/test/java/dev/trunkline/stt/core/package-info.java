// SPDX-License-Identifier: Apache-2.0
/** Tests of the decisions, without sockets and with a clock of their own. */
@NullMarked
package dev.trunkline.stt.core;

import org.jspecify.annotations.NullMarked;
