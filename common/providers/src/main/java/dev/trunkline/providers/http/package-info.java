// SPDX-License-Identifier: Apache-2.0
/** Connections to the providers. */
@NullMarked
package dev.trunkline.providers.http;

import org.jspecify.annotations.NullMarked;
