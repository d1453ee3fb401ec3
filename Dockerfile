# An image for each service, from the sources and with nothing installed but Docker:
#   docker build --build-arg SERVICE=gateway -t trunkline/gateway .
# SERVICE is gateway, vad-worker, stt-worker, dialog-worker, tts-worker, simulator, or cli (the
# trunkline command, for its telephone). docker-compose.yml builds them all; the first two stages are
# the same for every one of them and are run once.

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# First the libraries, which seldom change: a build of modules without sources fetches them.
COPY pom.xml ./
COPY fuzz/pom.xml fuzz/
COPY common/pom.xml common/
COPY common/events/pom.xml common/events/
COPY common/runtime/pom.xml common/runtime/
COPY common/providers/pom.xml common/providers/
COPY gateway/pom.xml gateway/
COPY vad-worker/pom.xml vad-worker/
COPY stt-worker/pom.xml stt-worker/
COPY dialog-worker/pom.xml dialog-worker/
COPY tts-worker/pom.xml tts-worker/
COPY simulator/pom.xml simulator/
COPY simulator/speech/pom.xml simulator/speech/
COPY simulator/telephone/pom.xml simulator/telephone/
COPY simulator/providers/pom.xml simulator/providers/
COPY cli/pom.xml cli/
COPY benchmarks/pom.xml benchmarks/
COPY system-tests/pom.xml system-tests/
RUN mvn -B -ntp -q -pl cli -am -Dmaven.test.skip -Dformat.skip -Dcyclonedx.skip package
COPY . .
RUN mvn -B -ntp -q -pl cli -am -Dmaven.test.skip -Dformat.skip -Dcyclonedx.skip package
RUN sh deploy/image/arrange.sh /parts

# A call through all services, after which each writes down how it was loaded (its AOT cache).
FROM eclipse-temurin:25-jre AS training
COPY --from=build /parts /parts
COPY deploy/image/train.sh deploy/image/serve deploy/image/healthy /
RUN bash /train.sh /parts

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin trunkline
ARG SERVICE
ENV SERVICE=$SERVICE
WORKDIR /app
COPY deploy/image/serve deploy/image/healthy /app/
COPY --from=build /parts/${SERVICE}/lib /app/lib
COPY --from=build /parts/${SERVICE}/own /app/own
COPY --from=training /parts/${SERVICE}/aot /app/aot
USER 10001
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["/app/healthy"]
ENTRYPOINT ["/app/serve"]
