{{/*
The stages that run, with what is fixed about each; the rest is in the values named by "values".
"secrets" are keys of existingSecret, "optional" ones may be missing there. "lag" and "providers" say
whether it reads Kafka topics in a group, and whether it calls out of the cluster.
*/}}
{{- define "trunkline.stages" -}}
- name: gateway
  values: gateway
  port: 8080
  portVariable: PORT
  secrets: [TWILIO_AUTH_TOKEN]
  optional: [TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN_SECONDARY, GATEWAY_STREAM_TOKEN_SECRET]
  providers: true
{{- if .Values.vadWorker.enabled }}
- name: vad-worker
  values: vadWorker
  port: 8081
  portVariable: VAD_HEALTH_PORT
{{- end }}
- name: stt-worker
  values: sttWorker
  port: 8082
  portVariable: STT_HEALTH_PORT
  secrets: [ELEVENLABS_API_KEY]
  optional: [ELEVENLABS_FALLBACK_API_KEY]
  providers: true
- name: dialog-worker
  values: dialogWorker
  port: 8083
  portVariable: DIALOG_HEALTH_PORT
  secrets: [OPENAI_API_KEY]
  optional: [OPENAI_FALLBACK_API_KEY]
  providers: true
- name: tts-worker
  values: ttsWorker
  port: 8084
  portVariable: TTS_HEALTH_PORT
  secrets: [ELEVENLABS_API_KEY]
  optional: [ELEVENLABS_FALLBACK_API_KEY]
  providers: true
{{- end -}}

{{- define "trunkline.simulator" -}}
name: simulator
values: simulator
port: 8090
portVariable: SIM_PORT
{{- end -}}

{{/* The seconds a pod has between being told to stop and being killed. Argument: root, stage. */}}
{{- define "trunkline.graceSeconds" -}}
{{- if eq .stage.name "gateway" -}}
{{- with .root.Values.gateway -}}
{{- /* The gateway answers calls that are handed over for 5 s, and closes within 25. */ -}}
{{- add .preStopSeconds .drainSeconds 30 -}}
{{- end -}}
{{- else -}}
45
{{- end -}}
{{- end -}}
