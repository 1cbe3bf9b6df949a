import type { Beat } from '@zhike/shared/contracts/visitor';
import type { Tx } from '../../platform/database/tx.ts';
import type { VisitMemory } from './visit-memory.ts';

/** A beat with what it is stored under. */
export interface HeardBeat extends Beat {
  visitKey: string;
  tokenHash: string;
}

/** What a link leads to, as far as visits need it. */
export interface Subject {
  /** Of brochures. */
  pages: number | null;
}

/** With what beats are kept. */
export interface Keeping {
  memory: VisitMemory;
  /** Business time, ms. */
  now: number;
  timeZone: string;
  subjectsOf(tx: Tx, subjectIds: readonly string[]): Promise<Map<string, Subject>>;
}
