{{/* What all stages are told; the ConfigMap's data. */}}
{{- define "trunkline.config" -}}
KAFKA_BOOTSTRAP_SERVERS: {{ .Values.kafka.bootstrapServers | quote }}
{{- range $property, $value := .Values.kafka.properties }}
KAFKA_{{ $property | replace "." "_" | upper }}: {{ include "trunkline.text" $value | quote }}
{{- end }}
TOPICS_PARTITIONS: {{ include "trunkline.text" .Values.kafka.topics.partitions | quote }}
TOPICS_REPLICATION: {{ include "trunkline.text" .Values.kafka.topics.replication | quote }}
VAD_ENABLED: {{ .Values.vadWorker.enabled | toString | quote }}
{{- if not (hasKey .Values.config "BIND_ADDRESS") }}
# Within the pod: probes and scrapes come from outside.
BIND_ADDRESS: "0.0.0.0"
{{- end }}
{{- if .Values.assistantsFile }}
ASSISTANTS_FILE: /etc/trunkline/assistants/assistants.yaml
{{- end }}
{{- range $name, $value := .Values.config }}
{{ $name }}: {{ include "trunkline.text" $value | quote }}
{{- end }}
{{- end -}}

{{/* A container's envFrom and env. Argument: root, stage. */}}
{{- define "trunkline.environment" -}}
{{- $root := .root -}}
{{- $stage := .stage -}}
{{- $values := index $root.Values $stage.values -}}
{{- $own := $values.envSecret -}}
{{- if or $own (ne $stage.name "simulator") -}}
envFrom:
  {{- if ne $stage.name "simulator" }}
  - configMapRef:
      name: {{ include "trunkline.fullname" $root }}
  {{- with $root.Values.kafka.credentialsSecret }}
  - secretRef:
      name: {{ . }}
  {{- end }}
  {{- end }}
  {{- with $own }}
  - secretRef:
      name: {{ . }}
  {{- end }}
{{ end -}}
env:
  - name: {{ $stage.portVariable }}
    value: {{ $stage.port | toString | quote }}
  {{- if eq $stage.name "simulator" }}
  - name: BIND_ADDRESS
    value: "0.0.0.0"
  {{- end }}
  {{- with $root.Values.javaOptions }}
  - name: JDK_JAVA_OPTIONS
    value: {{ . | quote }}
  {{- end }}
  {{- if eq $stage.name "gateway" }}
  {{- include "trunkline.gatewayEnvironment" $root | nindent 2 }}
  {{- end }}
  {{- if $root.Values.simulator.enabled }}
  {{- include "trunkline.simulatedProviders" . | nindent 2 }}
  {{- else }}
  {{- range $stage.secrets }}
  {{- include "trunkline.secret" (dict "root" $root "key" . "optional" false) | nindent 2 }}
  {{- end }}
  {{- end }}
  {{- if $root.Values.existingSecret }}
  {{- range $stage.optional }}
  {{- include "trunkline.secret" (dict "root" $root "key" . "optional" true) | nindent 2 }}
  {{- end }}
  {{- end }}
  {{- range $name, $value := $values.env }}
  - name: {{ $name }}
    value: {{ include "trunkline.text" $value | quote }}
  {{- end }}
{{- end -}}

{{- define "trunkline.gatewayEnvironment" -}}
# The name of its topic: the pod's, whole (a host name is cut at 63 letters), so a restarted container keeps it.
- name: GATEWAY_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: GATEWAY_DRAIN_MS
  value: {{ mul .Values.gateway.drainSeconds 1000 | toString | quote }}
{{- $fromIngress := .Values.ingress.enabled | ternary (printf "https://%s" .Values.ingress.host) "" }}
{{- with .Values.publicUrl | default $fromIngress }}
- name: GATEWAY_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "trunkline.secret" -}}
- name: {{ .key }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.existingSecret }}
      key: {{ .key }}
      optional: {{ .optional }}
{{- end -}}

{{/* The stand-ins instead of the providers, which take any key. Argument: root, stage. */}}
{{- define "trunkline.simulatedProviders" -}}
{{- $address := printf "http://%s-simulator:8090" (include "trunkline.fullname" .root) -}}
{{- if has "ELEVENLABS_API_KEY" .stage.secrets }}
- name: ELEVENLABS_BASE_URL
  value: {{ $address }}
- name: ELEVENLABS_API_KEY
  value: simulated
{{- else if has "OPENAI_API_KEY" .stage.secrets }}
- name: OPENAI_BASE_URL
  value: {{ $address }}/v1
- name: OPENAI_API_KEY
  value: simulated
{{- else if and (eq .stage.name "gateway") (not .root.Values.existingSecret) }}
# Without any secret each gateway would make up its own, and refuse the streams that another one announced.
- name: GATEWAY_STREAM_TOKEN_SECRET
  value: simulated
{{- else if eq .stage.name "gateway" }}
{{- include "trunkline.secret" (dict "root" .root "key" "TWILIO_AUTH_TOKEN" "optional" false) }}
{{- end }}
{{- end -}}
