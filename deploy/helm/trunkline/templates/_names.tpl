{{/* What all names begin with. Short enough for "-dialog-worker" and a pod's suffix. */}}
{{- define "trunkline.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The labels of one stage by which its pods are found. Argument: root, stage. */}}
{{- define "trunkline.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .stage.name }}
{{- end -}}

{{/* All labels of what belongs to no stage. Argument: the root. */}}
{{- define "trunkline.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{ include "trunkline.ownership" . }}
{{- end -}}

{{/* All labels of what belongs to a stage. Argument: root, stage. */}}
{{- define "trunkline.stageLabels" -}}
{{ include "trunkline.selector" . }}
{{ include "trunkline.ownership" .root }}
{{- end -}}

{{- define "trunkline.ownership" -}}
app.kubernetes.io/part-of: trunkline
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* A value as text. YAML's numbers come as floating point, which would print a million as 1e+06. */}}
{{- define "trunkline.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{- printf "%d" (int64 .) -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}
