import { businessDate } from '../../platform/business-time.ts';
import { execute, forUpdate, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import { TouchLinkRow, VisitorRow } from './entity.ts';
import type { HeardBeat, Keeping } from './keeping.ts';
import { newLinkKey } from './links.ts';
import { becomeCustomer } from './recognise.ts';
import { decideArrival, linkCameThrough } from './rules.ts';
import type { KnownVisit } from './visit-memory.ts';
import { visitsByKey } from './visits.ts';

/** First beats: whose browser it is, through whom she came, and her own link. `isNew` are those that nobody else began meanwhile. */
export async function beginVisits(
  tx: Tx,
  beats: readonly HeardBeat[],
  keeping: Keeping,
): Promise<{ found: KnownVisit[]; isNew: KnownVisit[] }> {
  if (beats.length === 0) return { found: [], isNew: [] };
  // Locked: of the same browser's first beats in two processes one waits here, and then finds the visit begun.
  const visitors = await lockVisitors(tx, [...new Set(beats.map(({ tokenHash }) => tokenHash))], keeping.now);
  const found = await visitsByKey(
    tx,
    beats.map(({ visitKey }) => visitKey),
  );
  const begun = new Set(found.map(({ visitKey }) => visitKey));
  const first = beats.filter(({ visitKey }) => !begun.has(visitKey));
  if (first.length === 0) return { found, isNew: [] };

  const links = await lockLinks(tx, [...new Set(first.map(({ key }) => key))]);
  const isNew: KnownVisit[] = [];
  for (const beat of first) {
    const visitor = visitors.get(beat.tokenHash)!;
    const opened = links.get(beat.key);
    // The route has seen it; links are never deleted.
    if (!opened) continue;
    const link = linkCameThrough(opened, visitor.id, (key) => links.get(key));
    const arrival = decideArrival(link, visitor);
    if (arrival.becomes) {
      await execute(tx, 'UPDATE touch_link SET holder_visitor_id = ? WHERE link_key = ?', [visitor.id, link.linkKey]);
      link.holderVisitorId = visitor.id;
      await becomeCustomer(tx, visitor, arrival.becomes, 'link', keeping.now);
    }
    isNew.push({
      visitKey: beat.visitKey,
      id: newId(),
      visitorId: visitor.id,
      linkKey: link.linkKey,
      subjectId: link.subjectId,
      userId: link.userId,
      customerId: visitor.customerId,
      viaVisitorId: arrival.viaVisitorId,
      viaCustomerId: arrival.viaCustomerId,
      ownKey: '',
      nth: 0,
      pages: null,
      day: businessDate(keeping.now, keeping.timeZone),
      startedAt: keeping.now,
      isFinished: false,
    });
  }
  await countVisits(tx, isNew);
  await giveOwnLinks(tx, isNew, keeping.now);
  const subjects = await keeping.subjectsOf(tx, [...new Set(isNew.map(({ subjectId }) => subjectId))]);
  for (const visit of isNew) visit.pages = subjects.get(visit.subjectId)?.pages ?? null;
  return { found: [...found, ...isNew], isNew };
}

async function lockVisitors(tx: Tx, tokenHashes: string[], now: number): Promise<Map<string, VisitorRow>> {
  tokenHashes.sort();
  await insertRows(
    tx,
    'visitor',
    tokenHashes.map((tokenHash) => ({ id: newId(), token_hash: tokenHash, known_by: 'nobody', created_at: now })),
    { ignoreDuplicates: true },
  );
  const rows = await select<{ id: string; token_hash: string; customer_id: string | null; known_by: string }>(
    tx,
    `SELECT id, token_hash, customer_id, known_by FROM visitor WHERE token_hash ${inList(tokenHashes)} ORDER BY token_hash${forUpdate(tx)}`,
    tokenHashes,
  );
  return new Map(
    rows.map((row) => [
      row.token_hash,
      Object.assign(new VisitorRow(), {
        id: row.id,
        tokenHash: row.token_hash,
        customerId: row.customer_id,
        knownBy: row.known_by,
      }),
    ]),
  );
}

/** With the links they were minted from, as far back as a visitor's own. */
async function lockLinks(tx: Tx, keys: string[]): Promise<Map<string, TouchLinkRow>> {
  const links = new Map<string, TouchLinkRow>();
  for (let wanted = keys, steps = 0; wanted.length > 0 && steps < 10; steps += 1) {
    const rows = await tx
      .createQueryBuilder(TouchLinkRow, 'l')
      .where('l.link_key IN (:...wanted)', { wanted })
      .orderBy('l.link_key')
      .getMany();
    for (const row of rows) links.set(row.linkKey, row);
    wanted = [...new Set(rows.flatMap(({ parentKey }) => parentKey ?? []))].filter((key) => !links.has(key));
  }
  // Who opens a customer's link first is decided once.
  const contested = [...links.values()].filter((link) => link.customerId !== null && link.visitorId === null);
  if (contested.length > 0) {
    const contestedKeys = contested.map(({ linkKey }) => linkKey).sort();
    const rows = await select<{ link_key: string; holder_visitor_id: string | null }>(
      tx,
      `SELECT link_key, holder_visitor_id FROM touch_link WHERE link_key ${inList(contestedKeys)} ORDER BY link_key${forUpdate(tx)}`,
      contestedKeys,
    );
    for (const row of rows) links.get(row.link_key)!.holderVisitorId = row.holder_visitor_id;
  }
  return links;
}

/** The how-manieth of this person with this material: of a customer on all her devices. */
async function countVisits(tx: Tx, visits: readonly KnownVisit[]): Promise<void> {
  const subjectIds = [...new Set(visits.map(({ subjectId }) => subjectId))];
  const count = async (column: 'customer_id' | 'visitor_id', ids: string[]) => {
    if (ids.length === 0) return [];
    return select<{ person: string; subject_id: string; visits: number }>(
      tx,
      `SELECT ${column} AS person, subject_id, COUNT(*) AS visits FROM visit
        WHERE ${column} ${inList(ids)} AND subject_id ${inList(subjectIds)} GROUP BY ${column}, subject_id`,
      [...ids, ...subjectIds],
    );
  };
  if (visits.length === 0) return;
  const rows = [
    ...(await count('customer_id', [...new Set(visits.flatMap(({ customerId }) => customerId ?? []))])),
    ...(await count('visitor_id', [
      ...new Set(visits.flatMap(({ customerId, visitorId }) => (customerId ? [] : [visitorId]))),
    ])),
  ];
  const before = new Map(rows.map((row) => [`${row.person} ${row.subject_id}`, Number(row.visits)]));
  for (const visit of visits) {
    const person = `${visit.customerId ?? visit.visitorId} ${visit.subjectId}`;
    visit.nth = (before.get(person) ?? 0) + 1;
    before.set(person, visit.nth);
  }
}

/** One link per visitor, material and member, however often she comes back. */
async function giveOwnLinks(tx: Tx, visits: readonly KnownVisit[], now: number): Promise<void> {
  const visitorIds = [...new Set(visits.map(({ visitorId }) => visitorId))];
  const rows = await select<{ link_key: string; visitor_id: string; subject_id: string; user_id: string }>(
    tx,
    `SELECT link_key, visitor_id, subject_id, user_id FROM touch_link WHERE visitor_id ${inList(visitorIds)}`,
    visitorIds,
  );
  const own = new Map(rows.map((row) => [`${row.visitor_id} ${row.subject_id} ${row.user_id}`, row.link_key]));
  const minted = [];
  for (const visit of visits) {
    const name = `${visit.visitorId} ${visit.subjectId} ${visit.userId}`;
    let linkKey = own.get(name);
    if (!linkKey) {
      linkKey = newLinkKey();
      own.set(name, linkKey);
      minted.push({
        link_key: linkKey,
        subject_kind: 'material',
        subject_id: visit.subjectId,
        user_id: visit.userId,
        visitor_id: visit.visitorId,
        parent_key: visit.linkKey,
        created_at: now,
      });
    }
    visit.ownKey = linkKey;
  }
  await insertRows(tx, 'touch_link', minted);
}
