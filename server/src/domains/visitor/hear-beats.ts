import { createHash } from 'node:crypto';
import type { Beat, BeatAnswer } from '@zhike/shared/contracts/visitor';
import type { Dependencies } from '../../dependencies.ts';
import { inList, select } from '../../platform/database/sql.ts';
import { type Batch, collect, type Tx } from '../../platform/database/tx.ts';
import { GroupCommitter } from '../../platform/delivery/group-committer.ts';
import { LinkNotFound } from '../touch/errors.ts';
import { keepBeats } from '../touch/keep-beats.ts';
import type { HeardBeat } from '../touch/keeping.ts';
import type { TouchLinkRow } from '../touch/entity.ts';
import { findLink } from '../touch/links.ts';
import { VisitMemory } from '../touch/visit-memory.ts';
import { noteFinished, noteOpened } from './note-visits.ts';

/** A beat is a row or two of statements that all of them share: the more share a flush to disk, the less each costs. */
const BEATS_TOGETHER = 200;

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

/** What browsers are known by here. Tokens are random: a plain digest tells nobody anything. */
export const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');

const visitKeyOf = ({ token, visit }: Beat) => digestOf(`${token} ${visit}`);

/**
 * Takes the beats of pages. Those that are there together share a transaction and its statements; each is answered when that is
 * committed. A group that fails is tried again one by one, so that a broken one takes no other with it.
 */
export class BeatHearer {
  private readonly committer: GroupCommitter;
  private readonly memory = new VisitMemory();
  private readonly batch: Batch<HeardBeat>;

  constructor(private readonly deps: Needs) {
    this.committer = new GroupCommitter(deps.db, { group: BEATS_TOGETHER });
    const { memory } = this;
    const keeping = { memory, timeZone: deps.config.timeZone, subjectsOf };
    this.batch = {
      async write(tx, beats) {
        const now = deps.clock.now();
        const kept = await keepBeats(tx, beats, { ...keeping, now });
        await noteOpened(tx, kept.opened, now);
        await noteFinished(tx, kept.finished, now);
      },
    };
  }

  /** Where a link leads; throws where there is none. */
  async linkOf(key: string): Promise<TouchLinkRow> {
    const known = this.memory.link(key);
    if (known) return known;
    const link = await findLink(this.deps.db.read, key);
    if (!link) throw new LinkNotFound();
    this.memory.keepLink(link);
    return link;
  }

  /** Whether this process has heard of the visit before; one that another process began is new to it. */
  isGoingOn(beat: Beat): boolean {
    return this.memory.visit(visitKeyOf(beat)) !== undefined;
  }

  async hear(beat: Beat): Promise<BeatAnswer> {
    await this.linkOf(beat.key);
    const heard = { ...beat, visitKey: visitKeyOf(beat), tokenHash: digestOf(beat.token) };
    await this.committer.commit(async (tx) => collect(tx, this.batch, [heard]), { lane: 'normal' });
    return { counted: true, ownKey: this.memory.visit(heard.visitKey)?.ownKey ?? null };
  }
}

async function subjectsOf(tx: Tx, ids: readonly string[]) {
  const rows = await select<{ id: string; pages: number | null }>(
    tx,
    `SELECT id, pages FROM material WHERE id ${inList(ids)}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, { pages: row.pages }]));
}
