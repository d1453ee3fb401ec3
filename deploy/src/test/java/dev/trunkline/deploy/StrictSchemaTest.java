// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictSchemaTest {
  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void everyDocumentIsWhatKubernetesKnows(ValueSet values) {
    assertThat(values.render().all()).isNotEmpty().allSatisfy(StrictSchema::check);
  }

  @Test
  void helmFindsNoFault() {
    assertThat(Chart.lint().isFailed()).as("%s", Chart.lint().getMessages()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: ConfigMap, dat: {}}",
        "{apiVersion: v1, kind: ConfigMap, metadata: {annotations: {prometheus.io/port: 8080}}}",
        "{apiVersion: v1, kind: Service, spec: {ports: [{name: http}]}}",
        "{apiVersion: v1, kind: Service, spec: {ports: [{port: '80'}]}}",
        "{apiVersion: apps/v1, kind: Deployment, spec: {selector: {}, template: {spec: {containers:"
            + " [{name: a, imag: b}]}}}}",
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {maxUnavailabel: 1}}",
        "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, spec: {selektor: {}}}",
        "{apiVersion: extensions/v1beta1, kind: Ingress}",
      })
  void whatKubernetesDoesNotKnowIsFound(String wrong) {
    JsonNode document = Manifests.document(wrong);

    assertThatThrownBy(() -> StrictSchema.check(document))
        .isInstanceOfAny(IllegalArgumentException.class, com.google.gson.JsonParseException.class);
  }
}
