import { describeError, DomainError } from '../../platform/errors.ts';
import { ArchiveFault } from '../../wecom/archive/errors.ts';
import type { KeyRing } from '../../wecom/archive/key-ring.ts';
import type { RsaPool } from '../../wecom/archive/rsa-pool.ts';
import type { ArchiveSource } from '../../wecom/archive/source.ts';
import type { StoredEnvelope } from './envelopes.ts';
import { type ReadMessage, readMessage } from './read-message.ts';

export interface OpeningParts {
  source: ArchiveSource;
  ring: KeyRing;
  rsa: RsaPool;
}

export interface OpenedEnvelope {
  envelope: StoredEnvelope;
  message: ReadMessage;
}

export interface ClosedEnvelope {
  envelope: StoredEnvelope;
  problem: string;
  note: string;
}

/** Opens envelopes; what cannot be opened holds the others up in no way. Throws what concerns all of them: keys unreadable, no library. */
export async function openEnvelopes(
  envelopes: StoredEnvelope[],
  parts: OpeningParts,
): Promise<{ opened: OpenedEnvelope[]; closed: ClosedEnvelope[] }> {
  const opened: OpenedEnvelope[] = [];
  const closed: ClosedEnvelope[] = [];
  const close = (envelope: StoredEnvelope, error: unknown) => closed.push({ envelope, ...problemOf(error) });

  const keyed: { envelope: StoredEnvelope; pem: string }[] = [];
  for (const envelope of envelopes) {
    const pem = await parts.ring.get(envelope.keyVersion).catch((error: unknown) => {
      if (!(error instanceof ArchiveFault) || error.code !== 'archive.key_missing') throw error;
      close(envelope, error);
      return null;
    });
    if (pem !== null) keyed.push({ envelope, pem });
  }
  const randomKeys = await parts.rsa.decrypt(
    keyed.map(({ envelope, pem }) => ({ encrypted: envelope.encryptedRandomKey, pem })),
  );
  const ready = keyed.flatMap(({ envelope }, index) => {
    const randomKey = randomKeys[index];
    if (typeof randomKey === 'string') return [{ envelope, randomKey }];
    close(envelope, new ArchiveFault('archive.message_damaged', { keyVersion: envelope.keyVersion }));
    return [];
  });
  const texts = await parts.source.open(
    ready.map(({ envelope, randomKey }) => ({ randomKey, encryptedMessage: envelope.encryptedMessage })),
  );
  ready.forEach(({ envelope }, index) => {
    const text = texts[index];
    try {
      if (typeof text !== 'string') throw text ?? new ArchiveFault('archive.message_damaged');
      opened.push({ envelope, message: readMessage(text, envelope) });
    } catch (error) {
      close(envelope, error);
    }
  });
  return { opened, closed };
}

/** Never what was said: codes and ids alone. */
export function problemOf(error: unknown): { problem: string; note: string } {
  return error instanceof DomainError
    ? { problem: error.code, note: error.message.slice(0, 500) }
    : { problem: 'archive.message_not_stored', note: describeError(error) };
}
