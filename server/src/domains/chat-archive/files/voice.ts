import { setImmediate as others } from 'node:timers/promises';
import { decoder } from '@audio/decode-amr';

/** Ten minutes and more; people's voice messages end at one. */
export const MOST_VOICE_BYTES = 1024 * 1024;
/** Decoded in one go: some five seconds of voice, a few milliseconds of work. */
const SLICE_BYTES = 8 * 1024;
const WAV_HEAD_BYTES = 44;

/** AMR, which no browser plays, as WAV, which all do: 16 bits, one channel. Others get their turn in between. */
export async function voiceToWav(amr: Buffer): Promise<Buffer> {
  const voice = await decoder();
  const parts: Buffer[] = [];
  let rate = 8_000;
  try {
    for (let at = 0; at < amr.length; at += SLICE_BYTES) {
      const { channelData, sampleRate } = voice.decode(amr.subarray(at, at + SLICE_BYTES));
      const [samples] = channelData;
      if (samples && samples.length > 0) {
        rate = sampleRate;
        parts.push(toPcm(samples));
      }
      await others();
    }
  } finally {
    voice.free();
  }
  const pcm = Buffer.concat(parts);
  return Buffer.concat([wavHead(pcm.length, rate), pcm]);
}

function toPcm(samples: Float32Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, index) => {
    pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), index * 2);
  });
  return pcm;
}

function wavHead(bytes: number, rate: number): Buffer {
  const head = Buffer.alloc(WAV_HEAD_BYTES);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(WAV_HEAD_BYTES - 8 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  // PCM, one channel.
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
}
