import { inList, select, type SqlValue, upsertGrowing } from '../../platform/database/sql.ts';
import { afterCommit, type Tx } from '../../platform/database/tx.ts';
import { beginVisits } from './begin-visits.ts';
import type { HeardBeat, Keeping } from './keeping.ts';
import { FINISHED_PERCENT, mergeBeats, placeOf } from './rules.ts';
import type { KnownVisit, VisitMemory } from './visit-memory.ts';
import { visitsByKey } from './visits.ts';

export interface KeptBeats {
  /** Visits that have just begun, and those that have just seen 90 %: once each, whoever else writes. */
  opened: KnownVisit[];
  finished: KnownVisit[];
  byKey: ReadonlyMap<string, KnownVisit>;
}

/** Stores beats that came together: merged per visit, a statement per table, whatever their number and order. */
export async function keepBeats(tx: Tx, beats: readonly HeardBeat[], keeping: Keeping): Promise<KeptBeats> {
  const { memory, now } = keeping;
  const merged = mergePerVisit(beats);
  const known = await findKnown(tx, [...merged.keys()], memory);
  const begun = await beginVisits(
    tx,
    [...merged.values()].filter((beat) => !known.has(beat.visitKey)),
    keeping,
  );
  for (const visit of begun.found) known.set(visit.visitKey, visit);
  const visits = [...merged.values()].flatMap((beat) => {
    const visit = known.get(beat.visitKey);
    return visit ? [{ beat, visit }] : [];
  });
  // In one order, so that two transactions with the same visits do not lock them crosswise.
  visits.sort((a, b) => (a.beat.visitKey < b.beat.visitKey ? -1 : 1));
  await upsertGrowing(
    tx,
    'visit',
    visits.map(({ beat, visit }) => rowOf(beat, visit, now)),
    ['visit_key'],
    {
      last_seen_at: 'greatest',
      seconds: 'greatest',
      percent: 'greatest',
      place: 'greatest',
      last_seq: 'greatest',
      left_seq: 'greatest',
    },
  );
  await upsertGrowing(
    tx,
    'visit_page',
    visits.flatMap(({ beat }) =>
      beat.pageSeconds
        .toSorted(([a], [b]) => a - b)
        .map(([page, seconds]) => ({ visit_key: beat.visitKey, page, seconds })),
    ),
    ['visit_key', 'page'],
    { seconds: 'greatest' },
  );
  const finished = visits.filter(({ beat, visit }) => beat.percent >= FINISHED_PERCENT && !visit.isFinished);
  const settled = visits.map(({ visit }) => ({
    ...visit,
    isFinished: visit.isFinished || finished.some((one) => one.visit === visit),
  }));
  afterCommit(tx, () => memory.keepVisits(settled));
  return { opened: begun.isNew, finished: finished.map(({ visit }) => visit), byKey: known };
}

function mergePerVisit(beats: readonly HeardBeat[]): Map<string, HeardBeat> {
  const perVisit = new Map<string, HeardBeat[]>();
  for (const beat of beats) {
    const others = perVisit.get(beat.visitKey);
    if (others) others.push(beat);
    else perVisit.set(beat.visitKey, [beat]);
  }
  return new Map(
    [...perVisit].map(([visitKey, own]) => [visitKey, { ...mergeBeats(own), visitKey, tokenHash: own[0]!.tokenHash }]),
  );
}

async function findKnown(tx: Tx, visitKeys: readonly string[], memory: VisitMemory): Promise<Map<string, KnownVisit>> {
  const known = new Map<string, KnownVisit>();
  const unknown: string[] = [];
  for (const visitKey of visitKeys) {
    const visit = memory.visit(visitKey);
    if (visit) known.set(visitKey, visit);
    else unknown.push(visitKey);
  }
  for (const visit of await visitsByKey(tx, unknown)) known.set(visit.visitKey, visit);
  return known;
}

/** The whole row: whichever transaction comes first inserts it. */
function rowOf(beat: HeardBeat, visit: KnownVisit, now: number): Record<string, SqlValue> {
  return {
    visit_key: visit.visitKey,
    id: visit.id,
    visitor_id: visit.visitorId,
    link_key: visit.linkKey,
    subject_kind: 'material',
    subject_id: visit.subjectId,
    user_id: visit.userId,
    customer_id: visit.customerId,
    via_visitor_id: visit.viaVisitorId,
    via_customer_id: visit.viaCustomerId,
    own_key: visit.ownKey,
    nth: visit.nth,
    pages: visit.pages,
    day: visit.day,
    started_at: visit.startedAt,
    last_seen_at: now,
    seconds: beat.seconds,
    percent: beat.percent,
    place: placeOf(beat),
    last_seq: beat.seq,
    left_seq: beat.isLeaving ? beat.seq : 0,
  };
}

/** Of these visits, those nobody has recorded such an event of yet; locked until commit. */
export async function withoutEvent(
  tx: Tx,
  column: 'opened_event_id' | 'finished_event_id',
  visits: readonly KnownVisit[],
): Promise<KnownVisit[]> {
  if (visits.length === 0) return [];
  const keys = visits.map(({ visitKey }) => visitKey);
  const rows = await select<{ visit_key: string }>(
    tx,
    `SELECT visit_key FROM visit WHERE visit_key ${inList(keys)} AND ${column} IS NULL`,
    keys,
  );
  const open = new Set(rows.map((row) => row.visit_key));
  return visits.filter(({ visitKey }) => open.has(visitKey));
}
