// SPDX-License-Identifier: Apache-2.0
/** Checks of the Helm chart: rendered by Helm itself, read as Kubernetes would read it. */
@NullMarked
package dev.trunkline.deploy;

import org.jspecify.annotations.NullMarked;
