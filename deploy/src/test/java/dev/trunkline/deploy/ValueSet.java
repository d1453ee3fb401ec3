// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import java.util.List;
import java.util.stream.Stream;

/** Values with which the chart is rendered. */
record ValueSet(String name, List<String> values) {
  private static final String THE_REST =
      """
      simulator: {enabled: true}
      metrics: {annotations: true}
      service: {type: LoadBalancer, annotations: {a: b}}
      serviceAccount: {annotations: {a: b}}
      podLabels: {team: telephone}
      nodeSelector: {kubernetes.io/arch: amd64}
      assistantsFile: "assistants: [{name: shop}]"
      dialogWorker: {envSecret: tools}
      """;

  /** Every document and every branch of the chart is in one of them. */
  static Stream<ValueSet> all() {
    String production = Chart.example("production");
    return Stream.of(
        new ValueSet("the least", List.of(Chart.LEAST)),
        new ValueSet("examples/simulator.yaml", List.of(Chart.example("simulator"))),
        new ValueSet("examples/production.yaml", List.of(production)),
        new ValueSet("everything on", List.of(production, THE_REST)),
        new ValueSet("without VAD", List.of(Chart.LEAST, "vadWorker: {enabled: false}")));
  }

  Manifests render() {
    return Chart.render(values.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return name;
  }
}
