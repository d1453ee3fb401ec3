// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP server. The only package that touches Jetty's API, which Javalin exposes but does not
 * wrap.
 */
@NullMarked
package dev.trunkline.gateway.http;

import org.jspecify.annotations.NullMarked;
