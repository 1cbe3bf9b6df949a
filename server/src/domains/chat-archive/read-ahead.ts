import type { Envelope } from '../../wecom/archive/source.ts';
import type { StoredEnvelope } from './envelopes.ts';
import { type ClosedEnvelope, type OpenedEnvelope, openEnvelopes, type OpeningParts } from './open-envelopes.ts';

/** The most GetChatData gives. */
const PULL_LIMIT = 1_000;
/** One transaction's worth: other writers wait no longer than that. */
const SLICE = 500;
/** Pulls that wait to be stored, besides the one that is. */
const AHEAD = 2;

/** Messages that follow each other in the archive, opened as far as they can be. */
export interface Slice {
  /** The seq of the last of them; null when there is none. */
  last: bigint | null;
  envelopes: StoredEnvelope[];
  outcome: { opened: OpenedEnvelope[]; closed: ClosedEnvelope[] } | { failure: unknown };
  /** Machine time before the archive was asked. */
  pulledAt: number;
}

interface ReadAheadParts extends OpeningParts {
  clock: { machineNow(): number };
}

/** One way through the archive, from one place on. */
interface Way {
  /** Where the next pull begins; null while one is under way and where the end was seen. */
  from: bigint | null;
  pulls: Promise<Promise<Slice>[]>[];
  slices: Promise<Slice>[];
  /** Up to where slices have been given out. */
  at: bigint;
}

/**
 * Pulls and opens what comes next while what came before is being stored: the network, the cores that decrypt and the database work at
 * the same time. Goes ahead only while the archive gives as much as it can; a quiet one is asked no more than before.
 */
export class ReadAhead {
  private way: Way | null = null;
  private isStopped = false;

  constructor(private readonly parts: ReadAheadParts) {}

  stop(): void {
    this.isStopped = true;
    this.way = null;
  }

  /** What follows this seq. What failed is asked for anew by the next call. */
  async next(after: bigint): Promise<Slice> {
    const isOnTheWay = this.way?.at === after && this.way.slices.length + this.way.pulls.length > 0;
    const way = isOnTheWay ? this.way! : { from: after, pulls: [], slices: [], at: after };
    this.way = way;
    try {
      while (way.slices.length === 0) {
        this.goAhead(way);
        way.slices = await way.pulls.shift()!;
      }
      this.goAhead(way);
      const slice = await way.slices.shift()!;
      way.at = slice.last ?? after;
      return slice;
    } catch (error) {
      if (this.way === way) this.way = null;
      throw error;
    }
  }

  private goAhead(way: Way): void {
    if (way.from === null || way.pulls.length >= AHEAD || this.isStopped) return;
    const pulled = this.pull(way, way.from);
    way.from = null;
    way.pulls.push(pulled);
    // Whoever takes it hears of a failure; that may be nobody.
    pulled.catch(() => undefined);
  }

  private async pull(way: Way, after: bigint): Promise<Promise<Slice>[]> {
    const { source, clock } = this.parts;
    const pulledAt = clock.machineNow();
    const envelopes = await source.pull(after, PULL_LIMIT);
    if (this.isStopped) throw new Error('the archive is not read any more');
    const slices: Promise<Slice>[] = [];
    for (let start = 0; start === 0 || start < envelopes.length; start += SLICE)
      slices.push(this.open(envelopes.slice(start, start + SLICE), pulledAt));
    if (envelopes.length === PULL_LIMIT) way.from = lastSeq(envelopes);
    this.goAhead(way);
    return slices;
  }

  /** Never fails: what was pulled is kept all the same. */
  private async open(some: Envelope[], pulledAt: number): Promise<Slice> {
    const envelopes = some.map((one) => ({ ...one, attempts: 0, revokedAt: null, receivedAt: pulledAt }));
    const outcome = await openEnvelopes(envelopes, this.parts).catch((failure: unknown) => ({ failure }));
    return { last: lastSeq(some), envelopes, outcome, pulledAt };
  }
}

function lastSeq(envelopes: Envelope[]): bigint | null {
  return envelopes.reduce<bigint | null>((most, { seq }) => (most === null || seq > most ? seq : most), null);
}
