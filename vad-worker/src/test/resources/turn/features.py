"""Golden numbers for LogMelTest: Whisper's features, written down from their definition.

    python3 features.py > features.csv        (numpy; made with 2.4.6, Python 3.11)

Nothing here is shared with the Java code: the spectrum is a product with the matrix of the discrete
Fourier transform, not a fast one, and the triangles are interpolated.
"""
import numpy as np

RATE, WINDOW, HOP, BANDS, SAMPLES = 16_000, 400, 160, 80, 128_000


def signal(length):
    """Whole numbers only, so that every language makes the same: a saw and noise, noise alone."""
    samples, seed = [], 1
    for n in range(length):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        noise = (seed >> 16) % 2001 - 1000
        saw = n * 37 % 400 * 40 - 8000
        samples.append(noise if n // 4000 % 3 == 2 else saw + noise)
    return np.array(samples, dtype=np.float64) / 32768


def slaney_hertz(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * 6.4 ** ((mel - 15) / 27))


def triangles():
    highest = 15 + 27 * np.log(8) / np.log(6.4)
    edges = slaney_hertz(np.linspace(0, highest, BANDS + 2))
    bins = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
    return np.array([
        np.interp(bins, edges[i:i + 3], [0, 1, 0], left=0, right=0) * 2 / (edges[i + 2] - edges[i])
        for i in range(BANDS)])


def features(sound):
    sound = np.concatenate([np.zeros(max(0, SAMPLES - len(sound))), sound[-SAMPLES:]])
    sound = (sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)
    half = WINDOW // 2
    sound = np.concatenate([sound[half:0:-1], sound, sound[-2:-half - 2:-1]])
    n = np.arange(WINDOW)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * n / WINDOW)
    fourier = np.exp(-2j * np.pi * np.outer(np.arange(half + 1), n) / WINDOW) * hann
    frames = np.stack([sound[f * HOP:f * HOP + WINDOW] for f in range(SAMPLES // HOP)], axis=1)
    power = np.abs(fourier @ frames) ** 2
    log = np.log10(np.maximum(triangles() @ power, 1e-10))
    return (np.maximum(log, log.max() - 8) + 4) / 4


if __name__ == "__main__":
    for length in (50_000, 128_000):
        made = features(signal(length))
        print(f"# {length} samples: band, frame, value; then mean and highest of all")
        for band in list(range(0, BANDS, 6)) + [BANDS - 1]:
            for frame in [0, 1, 400, 485, 486, 487, 488, 489] + list(range(490, 799, 23)) + [798, 799]:
                print(f"{length},{band},{frame},{made[band, frame]:.7f}")
        print(f"{length},mean,,{made.mean():.7f}")
        print(f"{length},highest,,{made.max():.7f}")
