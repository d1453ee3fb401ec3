// SPDX-License-Identifier: Apache-2.0
/** ONNX Runtime, for all models of this worker. */
@NullMarked
package dev.trunkline.vad.onnx;

import org.jspecify.annotations.NullMarked;
