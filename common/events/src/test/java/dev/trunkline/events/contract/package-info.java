// SPDX-License-Identifier: Apache-2.0
/**
 * What is published about the topics: schemas written from the code, records of earlier days that
 * must stay readable, and the AsyncAPI document, each held against the code in every build.
 */
@NullMarked
package dev.trunkline.events.contract;

import org.jspecify.annotations.NullMarked;
