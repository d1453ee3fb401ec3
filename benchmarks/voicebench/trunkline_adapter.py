# SPDX-License-Identifier: Apache-2.0
"""A voicebench adapter that calls Trunkline as Twilio does.

It posts the signed webhook, opens the media stream that the answer names, sends the caller's
audio as 8 kHz mu-law, plays the assistant's in real time, and returns each mark when the audio
before it has been played, or at once after a clear.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from typing import Any, ClassVar

import numpy as np
from voicebench import audio as au
from voicebench.adapters.base import Adapter, AdapterError, AgentAudio, AgentClear
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

RATE = 8000
FRAME = 160
SILENCE = b"\xff" * FRAME
BIAS = 0x84
CLIP = 32635


def encode_ulaw(pcm: np.ndarray) -> bytes:
    """16-bit samples as G.711 mu-law."""
    samples = pcm.astype(np.int32)
    sign = np.where(samples < 0, 0x80, 0)
    magnitude = np.minimum(np.abs(samples), CLIP) + BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    return (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8).tobytes()


def decode_ulaw(ulaw: bytes) -> np.ndarray:
    """G.711 mu-law as samples from -1 to 1."""
    code = ~np.frombuffer(ulaw, dtype=np.uint8).astype(np.int32) & 0xFF
    magnitude = (((code & 0x0F) << 3) + BIAS << ((code >> 4) & 0x07)) - BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.float32) / 32768


def sign(token: str, url: str, fields: dict[str, str]) -> str:
    """Twilio's signature of a request."""
    text = url + "".join(name + fields[name] for name in sorted(fields))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


class TrunklineAdapter(Adapter):
    """One call to a running Trunkline."""

    name: ClassVar[str] = "trunkline"

    def __init__(
        self,
        url: str = "http://127.0.0.1:8080/twiml",
        caller: str = "+15550109001",
        called: str = "+15550100",
        **options: Any,
    ) -> None:
        """The auth token is read from TWILIO_AUTH_TOKEN; without it nothing is signed."""
        super().__init__(**options)
        self.url = url
        self.fields = {
            "CallSid": "CA" + secrets.token_hex(16),
            "AccountSid": "AC" + "0" * 32,
            "From": caller,
            "To": called,
            "CallStatus": "ringing",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
        self.token = os.environ.get("TWILIO_AUTH_TOKEN", "")
        self.stream_sid = "MZ" + secrets.token_hex(16)
        self._ws: ClientConnection | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._caller = bytearray()
        self._assistant: asyncio.Queue[bytes | str] = asyncio.Queue()
        self._cleared = asyncio.Event()
        self._sequence = 0

    async def connect(self) -> None:
        twiml = await asyncio.to_thread(self._webhook)
        stream = ET.fromstring(twiml).find(".//Stream")
        if stream is None:
            raise AdapterError(f"trunkline: the webhook's answer names no stream: {twiml}")
        url = stream.attrib["url"]
        parameters = {p.attrib["name"]: p.attrib["value"] for p in stream.findall("Parameter")}
        try:
            self._ws = await connect(url, additional_headers=self._signature(url, {}))
        except OSError as exc:
            raise AdapterError(f"trunkline: cannot open {url}: {exc}") from exc
        await self._send("connected", protocol="Call", version="1.0.0")
        await self._send_stream(
            "start",
            start={
                "accountSid": self.fields["AccountSid"],
                "callSid": self.fields["CallSid"],
                "streamSid": self.stream_sid,
                "tracks": ["inbound"],
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": RATE, "channels": 1},
                "customParameters": parameters,
            },
        )
        self._tasks = [asyncio.create_task(t) for t in (self._speak(), self._read(), self._play())]

    async def send_audio(self, pcm: au.FloatArray) -> None:
        resampled = au.resample(pcm, self.session.sample_rate, RATE)
        self._caller += encode_ulaw(np.frombuffer(au.to_pcm16(resampled), dtype="<i2"))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._ws is not None:
            with contextlib.suppress(ConnectionClosed):
                await self._send_stream(
                    "stop",
                    stop={
                        "accountSid": self.fields["AccountSid"],
                        "callSid": self.fields["CallSid"],
                    },
                )
            await self._ws.close()
        self._ws = None
        self._tasks = []

    def describe(self) -> dict[str, Any]:
        return {"type": self.name, "url": self.url.split("?", 1)[0]}

    def _webhook(self) -> bytes:
        body = urllib.parse.urlencode(self.fields).encode()
        headers = self._signature(self.url, self.fields)
        try:
            with urllib.request.urlopen(
                urllib.request.Request(self.url, body, headers), timeout=10
            ) as answer:
                return answer.read()
        except urllib.error.URLError as exc:
            raise AdapterError(f"trunkline: webhook {self.url} failed: {exc}") from exc

    def _signature(self, url: str, fields: dict[str, str]) -> dict[str, str]:
        return {"X-Twilio-Signature": sign(self.token, url, fields)} if self.token else {}

    async def _send(self, event: str, **content: Any) -> None:
        if self._ws is None:
            raise AdapterError("trunkline: not connected")
        await self._ws.send(json.dumps({"event": event, **content}))

    async def _send_stream(self, event: str, **content: Any) -> None:
        self._sequence += 1
        await self._send(
            event, sequenceNumber=str(self._sequence), streamSid=self.stream_sid, **content
        )

    async def _speak(self) -> None:
        """A frame every 20 ms, silence while the caller says nothing."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        for number in range(1, 1_000_000):
            await asyncio.sleep(max(0.0, begin + number * FRAME / RATE - loop.time()))
            frame = bytes(self._caller[:FRAME])
            del self._caller[:FRAME]
            try:
                await self._send_stream(
                    "media",
                    media={
                        "track": "inbound",
                        "chunk": str(number),
                        "timestamp": str(number * 1000 * FRAME // RATE),
                        "payload": base64.b64encode(frame + SILENCE[len(frame) :]).decode(),
                    },
                )
            except ConnectionClosed:
                return

    async def _read(self) -> None:
        assert self._ws is not None
        with contextlib.suppress(ConnectionClosed):
            async for text in self._ws:
                message = json.loads(text)
                if message["event"] == "media":
                    ulaw = base64.b64decode(message["media"]["payload"])
                    pcm = au.resample(decode_ulaw(ulaw), RATE, self.session.sample_rate)
                    self.emit(AgentAudio(pcm, self.session.clock.now()))
                    self._assistant.put_nowait(ulaw)
                elif message["event"] == "mark":
                    self._assistant.put_nowait(message["mark"]["name"])
                elif message["event"] == "clear":
                    self.emit(AgentClear(self.session.clock.now()))
                    await self._clear()

    async def _clear(self) -> None:
        self._cleared.set()
        while not self._assistant.empty():
            waiting = self._assistant.get_nowait()
            if isinstance(waiting, str):
                await self._return_mark(waiting)

    async def _play(self) -> None:
        """Takes as long for audio as a caller hears it, so that marks return when they should."""
        loop = asyncio.get_running_loop()
        heard_until = loop.time()
        while True:
            part = await self._assistant.get()
            if isinstance(part, str):
                await self._return_mark(part)
                continue
            heard_until = max(heard_until, loop.time()) + len(part) / RATE
            self._cleared.clear()
            try:
                await asyncio.wait_for(self._cleared.wait(), heard_until - loop.time())
                heard_until = loop.time()
            except TimeoutError:
                pass

    async def _return_mark(self, mark: str) -> None:
        with contextlib.suppress(ConnectionClosed):
            await self._send_stream("mark", mark={"name": mark})
