// SPDX-License-Identifier: Apache-2.0
/** What an assistant can do besides talking: by HTTP, and with the call itself. */
@NullMarked
package dev.trunkline.dialog.tool;

import org.jspecify.annotations.NullMarked;
