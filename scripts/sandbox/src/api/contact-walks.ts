import { createHmac, randomBytes } from 'node:crypto';

const walkMs = 4 * 3_600_000;

interface Walk {
  id: string;
  startedAt: number;
  /** Last relation of the page before. */
  seq: number;
  temporaryId(externalUserId: string): string;
}

/** Walks of contact_list: cursors end after 4 hours, and `tmp_openid` names a person only inside one walk (doc 99434). */
export class ContactWalks {
  readonly #walks = new Map<string, { startedAt: number; key: Buffer }>();

  /** A new walk for an empty cursor, the known one otherwise; `undefined` for an unknown or old cursor. */
  open(cursor: string, now: number): Walk | undefined {
    for (const [id, walk] of this.#walks) if (now - walk.startedAt > walkMs) this.#walks.delete(id);
    const match = /^w([0-9a-f]+)_(\d+)$/.exec(cursor);
    if (cursor && !match) return undefined;
    const id = match?.[1] ?? randomBytes(8).toString('hex');
    if (!match) this.#walks.set(id, { startedAt: now, key: randomBytes(16) });
    const known = this.#walks.get(id);
    if (!known) return undefined;
    return {
      id,
      startedAt: known.startedAt,
      seq: Number(match?.[2] ?? 0),
      temporaryId: (externalUserId) =>
        createHmac('sha256', known.key).update(externalUserId).digest('base64url').slice(0, 32),
    };
  }

  cursor(walk: Walk, seq: number): string {
    return `w${walk.id}_${seq}`;
  }
}
