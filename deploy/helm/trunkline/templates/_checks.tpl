{{/* What a schema cannot say in a sentence. Every failure names the value and the cure. */}}
{{- define "trunkline.checks" -}}
{{- $_ := required "kafka.bootstrapServers is not set: name your brokers as host:port, separated by commas (Kafka is not part of this chart)" .Values.kafka.bootstrapServers -}}
{{- if not (or .Values.existingSecret .Values.simulator.enabled) -}}
{{- fail "existingSecret is not set: name a Secret with OPENAI_API_KEY, ELEVENLABS_API_KEY and TWILIO_AUTH_TOKEN, or set simulator.enabled=true to try it without keys" -}}
{{- end -}}
{{- if .Values.ingress.enabled -}}
{{- $_ := required "ingress.host is not set: name the host at which Twilio reaches the gateway, e.g. voice.example.com, or set ingress.enabled=false" .Values.ingress.host -}}
{{- end -}}
{{- range include "trunkline.stages" . | fromYamlArray -}}
{{- include "trunkline.stageChecks" (dict "root" $ "stage" .) -}}
{{- end -}}
{{- include "trunkline.configChecks" (dict "path" "config" "config" .Values.config) -}}
{{- end -}}

{{/* Argument: root, stage. */}}
{{- define "trunkline.stageChecks" -}}
{{- $key := .stage.values -}}
{{- $values := index .root.Values $key -}}
{{- $partitions := int .root.Values.kafka.topics.partitions -}}
{{- include "trunkline.configChecks" (dict "path" (printf "%s.env" $key) "config" $values.env) -}}
{{- with $values.autoscaling -}}
{{- if gt (int .minReplicas) (int .maxReplicas) -}}
{{- fail (printf "%s.autoscaling.minReplicas (%d) is more than maxReplicas (%d): lower the one or raise the other" $key (int .minReplicas) (int .maxReplicas)) -}}
{{- end -}}
{{- end -}}
{{- if ne .stage.name "gateway" -}}
{{- $most := .root.Values.autoscaling.enabled | ternary $values.autoscaling.maxReplicas $values.replicas | int -}}
{{- if gt $most $partitions -}}
{{- $name := .root.Values.autoscaling.enabled | ternary "autoscaling.maxReplicas" "replicas" -}}
{{- fail (printf "%s.%s (%d) is more than kafka.topics.partitions (%d): pods beyond the partitions get no calls and never become ready; lower it, or use topics with more partitions" $key $name $most $partitions) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Refuses variables that belong into a Secret or are made from other values. Argument: path, config. */}}
{{- define "trunkline.configChecks" -}}
{{- $path := .path -}}
{{- $elsewhere := dict
  "GATEWAY_DRAIN_MS" "gateway.drainSeconds"
  "GATEWAY_ID" "nothing: it is the pod's name"
  "PORT" "nothing: the ports are fixed"
  "VAD_HEALTH_PORT" "nothing: the ports are fixed"
  "STT_HEALTH_PORT" "nothing: the ports are fixed"
  "DIALOG_HEALTH_PORT" "nothing: the ports are fixed"
  "TTS_HEALTH_PORT" "nothing: the ports are fixed"
  "SIM_PORT" "nothing: the ports are fixed"
  "GATEWAY_PUBLIC_URL" "publicUrl"
  "JDK_JAVA_OPTIONS" "javaOptions"
  "VAD_ENABLED" "vadWorker.enabled"
  "ASSISTANTS_FILE" "assistantsFile (--set-file assistantsFile=assistants.yaml)"
  "TOPICS_PARTITIONS" "kafka.topics.partitions"
  "TOPICS_REPLICATION" "kafka.topics.replication" -}}
{{- range $name, $_ := .config -}}
{{- if regexMatch "_(API_KEY|AUTH_TOKEN|AUTH_TOKEN_SECONDARY|SECRET|PASSWORD)$|^TWILIO_ACCOUNT_SID$" $name -}}
{{- fail (printf "%s.%s would be readable in the manifests: put it into the Secret that existingSecret names" $path $name) -}}
{{- else if hasPrefix "KAFKA_" $name -}}
{{- fail (printf "%s.%s: set kafka.bootstrapServers, kafka.properties or (for passwords) the Secret that kafka.credentialsSecret names" $path $name) -}}
{{- else if hasKey $elsewhere $name -}}
{{- fail (printf "%s.%s is made by the chart: set %s" $path $name (get $elsewhere $name)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
