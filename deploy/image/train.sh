#!/bin/bash
# Runs a call through all services under $1 and leaves each one's AOT cache in its directory: what was
# loaded and linked for that call need not be loaded and linked again at every start.
set -euo pipefail
parts="$1"
logs="$(mktemp -d)"
export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092 BROKER_PORT=9092 BROKER_DATA_DIR="$logs/data"
export OPENAI_API_KEY=training OPENAI_BASE_URL=http://127.0.0.1:8090/v1
export ELEVENLABS_API_KEY=training ELEVENLABS_BASE_URL=http://127.0.0.1:8090
export GATEWAY_ID=training GATEWAY_DRAIN_MS=0 LOG_LEVEL=WARN
declare -A processes

start() { # service, arguments
  local service="$1"
  shift
  cp "$(dirname "$0")/serve" "$parts/$service/serve"
  mkdir -p "$parts/$service/aot"
  SERVICE="$service" AOT_CACHE_OUTPUT="$parts/$service/aot/$service.aot" \
    bash "$parts/$service/serve" "$@" >"$logs/$service.log" 2>&1 &
  processes["$service"]=$!
}

await() { # service, port
  for _ in $(seq 600); do
    if SERVICE="$1" bash "$(dirname "$0")/healthy" >/dev/null 2>&1; then
      return
    fi
    kill -0 "${processes[$1]}" 2>/dev/null || break
    sleep 0.2
  done
  echo "$1 did not start:" >&2
  cat "$logs/$1.log" >&2
  exit 1
}

finish() { # service
  kill "${processes[$1]}"
  wait "${processes[$1]}" || true
  rm "$parts/$1/serve"
  ls -l "$parts/$1/aot/$1.aot"
}

SERVICE=cli bash -c 'cp "$0" "$1/cli/serve"; exec bash "$1/cli/serve" broker' \
  "$(dirname "$0")/serve" "$parts" >"$logs/broker.log" 2>&1 &
broker=$!
for _ in $(seq 300); do
  (exec 3<>/dev/tcp/127.0.0.1/9092) 2>/dev/null && break
  sleep 0.2
done
services=(simulator gateway vad-worker stt-worker dialog-worker tts-worker)
for service in "${services[@]}"; do start "$service"; done
for service in "${services[@]}"; do await "$service"; done
start cli call --to http://127.0.0.1:8080/twiml --out "$logs"
wait "${processes[cli]}" || { cat "$logs"/*.log >&2; exit 1; }
for service in "${services[@]}"; do finish "$service"; done
kill "$broker"
wait "$broker" || true
rm -f "$parts/cli/serve"
