// SPDX-License-Identifier: Apache-2.0
/** ONNX Runtime and model files, for all models of this worker. */
@NullMarked
package dev.trunkline.vad.provider.onnx;

import org.jspecify.annotations.NullMarked;
