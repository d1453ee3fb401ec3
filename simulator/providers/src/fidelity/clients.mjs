// Other people's clients against a running simulator.
//   BASE=http://127.0.0.1:8090 SPEECH=caller.raw node clients.mjs openai|el-tts|el-scribe|lk-stt|lk-tts
// SPEECH is one spoken sentence as bare 16-bit little-endian samples at 16 kHz.
import { readFileSync } from 'node:fs';

const BASE = process.env.BASE ?? 'http://127.0.0.1:8090';
const VOICE = '21m00Tcm4TlvDq8ikWAM';
const KEY = 'any';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const faults = (order) =>
  fetch(`${BASE}/sim/faults/chat`, { method: 'PUT', body: JSON.stringify(order) });

/** A second of silence, the sentence, two seconds of silence. */
function call() {
  const second = Buffer.alloc(32_000);
  return Buffer.concat([second, readFileSync(process.env.SPEECH), second, second]);
}

async function expectError(what, action) {
  try {
    await action();
    console.log(what, 'brought NO error');
    process.exitCode = 1;
  } catch (e) {
    console.log(what, '->', e.constructor.name, e.status ?? e.statusCode ?? '', e.message.slice(0, 120));
  }
}

async function elevenLabsScribe() {
  const { ElevenLabsClient, RealtimeEvents, AudioFormat, CommitStrategy } =
    await import('@elevenlabs/elevenlabs-js');
  const client = new ElevenLabsClient({ apiKey: KEY, baseUrl: BASE });
  for (const strategy of [CommitStrategy.MANUAL, CommitStrategy.VAD]) {
    const connection = await client.speechToText.realtime.connect({
      modelId: 'scribe_v2_realtime',
      audioFormat: AudioFormat.PCM_16000,
      sampleRate: 16_000,
      commitStrategy: strategy,
      includeTimestamps: true,
      vadSilenceThresholdSecs: 0.5,
    });
    for (const event of Object.values(RealtimeEvents)) {
      connection.on(event, (data) => console.log(strategy, event, data?.text ?? data?.error ?? ''));
    }
    const committed = new Promise((done) =>
      connection.on(RealtimeEvents.COMMITTED_TRANSCRIPT_WITH_TIMESTAMPS, done));
    await new Promise((done) => connection.on(RealtimeEvents.SESSION_STARTED, done));
    const audio = call();
    for (let i = 0; i < audio.length; i += 3200) {
      connection.send({ audioBase64: audio.subarray(i, i + 3200).toString('base64') });
      await sleep(30);
    }
    if (strategy === CommitStrategy.MANUAL) {
      connection.commit();
    }
    console.log(strategy, 'first word', JSON.stringify((await committed).words[0]));
    connection.commit(); // too early: throttled
    await sleep(300);
    connection.close();
    await sleep(300);
  }
}

async function elevenLabsSpeech() {
  const { ElevenLabsClient } = await import('@elevenlabs/elevenlabs-js');
  const speech = new ElevenLabsClient({ apiKey: KEY, baseUrl: BASE }).textToSpeech;
  const request = { text: 'Hello 42.', modelId: 'eleven_turbo_v2_5', outputFormat: 'ulaw_8000' };
  for (const method of ['convert', 'stream']) {
    let bytes = 0;
    for await (const chunk of await speech[method](VOICE, request)) bytes += chunk.length;
    console.log(method, bytes, 'bytes');
  }
  const whole = await speech.convertWithTimestamps(VOICE, request);
  console.log('convertWithTimestamps', whole.alignment.characters.join(''), '|',
    whole.normalizedAlignment.characters.join(''));
  let lines = 0;
  for await (const _ of await speech.streamWithTimestamps(VOICE, request)) lines++;
  console.log('streamWithTimestamps', lines, 'objects');
  await expectError('unknown voice', () => speech.convert('nobody', request));
  await expectError('mp3', () => speech.convert(VOICE, { ...request, outputFormat: 'mp3_44100_128' }));
}

async function liveKitRecognition() {
  const { initializeLogger, stt } = await import('@livekit/agents');
  initializeLogger({ pretty: false, level: 'warn' });
  const { STT } = await import('@livekit/agents-plugin-elevenlabs');
  const { AudioFrame } = await import('@livekit/rtc-node');
  for (const serverVad of [null, { vadSilenceThresholdSecs: 0.5 }]) {
    const options = { apiKey: KEY, baseURL: `${BASE}/v1`, model: 'scribe_v2_realtime',
      includeTimestamps: true, languageCode: 'en', ...(serverVad && { serverVad }) };
    const stream = new STT(options).stream();
    (async () => {
      const audio = call();
      for (let i = 0; i + 1600 <= audio.length; i += 1600) {
        const samples = new Int16Array(audio.buffer.slice(audio.byteOffset + i, audio.byteOffset + i + 1600));
        stream.pushFrame(new AudioFrame(samples, 16_000, 1, 800));
        await sleep(20);
      }
      if (!serverVad) stream.flush();
      await sleep(3000);
      stream.endInput();
      await sleep(1000);
      stream.close();
    })();
    for await (const event of stream) {
      console.log(serverVad ? 'vad' : 'manual', stt.SpeechEventType[event.type] ?? event.type,
        event.alternatives?.[0]?.text ?? '');
    }
  }
}

async function liveKitSpeech() {
  const { initializeLogger } = await import('@livekit/agents');
  initializeLogger({ pretty: false, level: 'warn' });
  const { TTS } = await import('@livekit/agents-plugin-elevenlabs');
  const tts = new TTS({ apiKey: KEY, baseURL: `${BASE}/v1`, voiceId: VOICE,
    model: 'eleven_turbo_v2_5', encoding: 'pcm_16000', syncAlignment: true });
  for (let turn = 0; turn < 8; turn++) { // more turns than a socket may have contexts at once
    const stream = tts.stream();
    stream.pushText('Hello there, how are you today? This is the second sentence. ');
    stream.endInput();
    const seen = { samples: 0, timed: 0, final: 0 };
    for await (const audio of stream) {
      if (typeof audio === 'symbol') break;
      seen.samples += audio.frame.samplesPerChannel;
      seen.timed += audio.timedTranscripts?.length ?? 0;
      seen.final += audio.final ? 1 : 0;
    }
    console.log('multi-stream-input turn', turn, JSON.stringify(seen));
  }
  let samples = 0;
  for await (const audio of tts.synthesize('One sentence.')) samples += audio.frame.samplesPerChannel;
  console.log('synthesize', samples, 'samples');
  await tts.close();
}

async function openAi() {
  const { default: OpenAI } = await import('openai');
  const client = new OpenAI({ apiKey: KEY, baseURL: `${BASE}/v1`, maxRetries: 0 });
  const model = 'gpt-4o-mini';
  const messages = [{ role: 'user', content: 'What time do you open tomorrow?' }];
  const stream = await client.chat.completions.create({
    model, messages, stream: true, stream_options: { include_usage: true } });
  let text = '';
  let usage;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  console.log('stream', text, usage.total_tokens);
  const whole = await client.chat.completions.create({ model, messages });
  console.log('whole', whole.choices[0].message.content === text);

  const tools = [{ type: 'function', function: { name: 'order_status', parameters: {
    type: 'object', properties: { number: { type: 'string' } } } } }];
  const orders = [{ role: 'user', content: 'Where are order 4571 and order 1234?' }];
  const asked = (await client.chat.completions
    .stream({ model, messages: orders, tools }).finalChatCompletion()).choices[0];
  console.log('tools', asked.finish_reason,
    asked.message.tool_calls.map((call) => call.function.arguments).join(' '));
  const results = asked.message.tool_calls.map((call) => (
    { role: 'tool', tool_call_id: call.id, content: '{"status":"shipped"}' }));
  const told = await client.chat.completions.create({
    model, messages: [...orders, asked.message, ...results], tools });
  console.log('after tools', told.choices[0].message.content);

  const models = await client.models.list();
  console.log('models', models.data[0].id, models.data[0].shutdown_date);
  await expectError('unknown model', () => client.chat.completions.create({ model: 'gpt-2', messages }));
  await expectError('no messages', () => client.chat.completions.create({ model, messages: [] }));

  await faults({ rules: [{ type: 'error', error: 'server_error', at: 'middle', after: 3, next: 1 }] });
  await expectError('error in the stream', async () => {
    for await (const _ of await client.chat.completions.create({ model, messages, stream: true }));
  });
  await faults({ rules: [{ type: 'error', error: 'rate_limit_exceeded', status: 429,
    headers: { 'retry-after-ms': '50' }, next: 2 }] });
  const patient = new OpenAI({ apiKey: KEY, baseURL: `${BASE}/v1`, maxRetries: 2 });
  const retried = await patient.chat.completions.create({ model, messages });
  console.log('after two 429s', retried.choices[0].finish_reason);
  await faults({});

  for await (const _ of await client.chat.completions.create({ model, messages, stream: true })) break;
  await sleep(300);
  const journal = await (await fetch(`${BASE}/sim/journal?provider=chat`)).json();
  console.log('leaving the loop early is seen as', journal.entries.at(-1).kind);
}

const runs = { 'el-scribe': elevenLabsScribe, 'el-tts': elevenLabsSpeech, 'lk-stt': liveKitRecognition,
  'lk-tts': liveKitSpeech, openai: openAi };
await runs[process.argv[2]]();
process.exit();
