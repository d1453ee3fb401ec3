/** How a service lives: started, asked for its health and metrics, stopped on SIGTERM. */
@NullMarked
package dev.trunkline.common.service;

import org.jspecify.annotations.NullMarked;
