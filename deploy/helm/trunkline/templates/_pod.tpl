{{/* A Deployment. Argument: root, stage. */}}
{{- define "trunkline.deployment" -}}
{{- $root := .root -}}
{{- $stage := .stage -}}
{{- $values := index $root.Values $stage.values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "trunkline.fullname" $root }}-{{ $stage.name }}
  labels: {{- include "trunkline.stageLabels" . | nindent 4 }}
spec:
  {{- if eq $stage.name "simulator" }}
  replicas: 1
  {{- else if not $root.Values.autoscaling.enabled }}
  replicas: {{ $values.replicas }}
  {{- end }}
  minReadySeconds: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels: {{- include "trunkline.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- with $root.Values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        {{- include "trunkline.stageLabels" . | nindent 8 }}
      annotations:
        checksum/config: {{ cat (include "trunkline.config" $root) $root.Values.assistantsFile | sha256sum }}
        {{- if $root.Values.metrics.annotations }}
        prometheus.io/scrape: "true"
        prometheus.io/port: {{ $stage.port | toString | quote }}
        prometheus.io/path: /metrics
        {{- end }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec: {{- include "trunkline.podSpec" . | nindent 6 }}
{{- end -}}

{{- define "trunkline.podSpec" -}}
{{- $root := .root -}}
{{- $stage := .stage -}}
{{- $values := index $root.Values $stage.values -}}
{{- $assistants := and $root.Values.assistantsFile (ne $stage.name "simulator") -}}
serviceAccountName: {{ include "trunkline.fullname" $root }}
automountServiceAccountToken: false
# A Service called "kafka" nearby would set KAFKA_PORT and more, and every KAFKA_* is a client property.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ include "trunkline.graceSeconds" . }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "trunkline.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $root.Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
containers:
  - name: {{ $stage.name }}
    image: "{{ $root.Values.image.repository }}/{{ $stage.name }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}"
    imagePullPolicy: {{ $root.Values.image.pullPolicy }}
    ports:
      - name: http
        containerPort: {{ $stage.port }}
    {{- include "trunkline.environment" . | nindent 4 }}
    {{- if eq $stage.name "gateway" }}
    lifecycle:
      preStop:
        sleep:
          seconds: {{ $values.preStopSeconds }}
    {{- end }}
    startupProbe:
      httpGet:
        path: /health/live
        port: http
      periodSeconds: 2
      timeoutSeconds: 2
      failureThreshold: 90
    readinessProbe:
      httpGet:
        path: /health
        port: http
      periodSeconds: 5
      timeoutSeconds: 2
      failureThreshold: 2
    livenessProbe:
      httpGet:
        path: /health/live
        port: http
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 3
    resources: {{- toYaml $values.resources | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    volumeMounts:
      - name: tmp
        mountPath: /tmp
      {{- if $assistants }}
      - name: assistants
        mountPath: /etc/trunkline/assistants
        readOnly: true
      {{- end }}
      {{- if $root.Values.kafka.filesSecret }}
      - name: kafka
        mountPath: /etc/trunkline/kafka
        readOnly: true
      {{- end }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 512Mi
  {{- if $assistants }}
  - name: assistants
    configMap:
      name: {{ include "trunkline.fullname" $root }}-assistants
  {{- end }}
  {{- with $root.Values.kafka.filesSecret }}
  - name: kafka
    secret:
      secretName: {{ . }}
  {{- end }}
{{- end -}}
