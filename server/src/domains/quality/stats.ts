import type { QualityActionKind, QualityStats } from '@zhike/shared/contracts/quality';
import { addDays, daysBetween } from '@zhike/shared/formulas/calendar';
import { instantOf } from '../../platform/business-time.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { departmentsOf, listDepartments, memberCards } from '../corp/store.ts';
import type { DataScope } from '../corp/viewer.ts';
import { memberScopeSql } from '../corp/member-scope.ts';

interface HitCount {
  day: string;
  user_id: string;
  rule_kind: 'word' | 'action';
  rule_id: string;
  word: string;
  state: string;
  n: number | string;
}

/** Counted along the index of days; a department counts whoever is in it itself. */
export async function qualityStats(
  tx: Tx,
  scope: DataScope,
  { from, to, now, timeZone }: { from: string; to: string; now: number; timeZone: string },
): Promise<QualityStats> {
  const days = daysBetween(from, to);
  const own = (column: string) => {
    const condition = memberScopeSql(scope, column);
    return { sql: condition ? ` AND ${condition.sql}` : '', values: condition?.values ?? [] };
  };
  const ofHits = own('h.user_id');
  const rows = await select<HitCount>(
    tx,
    `SELECT h.day, h.user_id, h.rule_kind, h.rule_id, h.word, h.state, COUNT(*) AS n FROM quality_hit h
     WHERE h.day BETWEEN ? AND ?${ofHits.sql} GROUP BY h.day, h.user_id, h.rule_kind, h.rule_id, h.word, h.state`,
    [from, to, ...ofHits.values],
  );
  const ofReplies = own('r.user_id');
  const replies = await select<Record<string, number | string> & { user_id: string }>(
    tx,
    `SELECT r.user_id, SUM(r.asked) AS asked, SUM(r.answered) AS answered, SUM(r.wait_ms) AS wait_ms,
       SUM(r.first_answered) AS first_answered, SUM(r.first_wait_ms) AS first_wait_ms
     FROM quality_reply_day r WHERE r.day BETWEEN ? AND ?${ofReplies.sql} GROUP BY r.user_id`,
    [from, to, ...ofReplies.values],
  );
  const ofWaiting = own('w.user_id');
  const stillWaiting = await select<{ user_id: string; n: number | string }>(
    tx,
    `SELECT w.user_id, COUNT(*) AS n FROM quality_waiting w
     WHERE w.late_at > ? AND w.started_at >= ? AND w.started_at < ?${ofWaiting.sql} GROUP BY w.user_id`,
    [now, instantOf(from, 0, timeZone), instantOf(addDays(to, 1), 0, timeZone), ...ofWaiting.values],
  );
  const counts = rows.map((row) => ({ ...row, n: Number(row.n) }));
  const userIds = [...new Set([...counts.map((row) => row.user_id), ...replies.map((row) => row.user_id)])];
  const cards = await memberCards(tx, userIds);
  const departments = await departmentsOf(tx, userIds);
  const names = new Map((await listDepartments(tx)).map(({ id, name }) => [id, name]));
  const hitsOf = sumBy(counts, (row) => [row.user_id]);
  const violations = sumBy(
    counts.filter(({ state }) => state === 'violation'),
    (row) => [row.user_id],
  );
  const replyOf = new Map(replies.map((row) => [row.user_id, row]));
  const waitingOf = new Map(stillWaiting.map((row) => [row.user_id, Number(row.n)]));
  return {
    total: {
      hits: total(counts),
      open: total(counts.filter(({ state }) => state === 'open')),
      violations: total(counts.filter(({ state }) => state === 'violation')),
    },
    days: days.map((day) => {
      const ofDay = counts.filter((row) => row.day === day);
      const words = total(ofDay.filter((row) => row.rule_kind === 'word'));
      return { day, words, actions: total(ofDay) - words };
    }),
    byWord: ranked(
      sumBy(
        counts.filter((row) => row.rule_kind === 'word'),
        (row) => [row.word],
      ),
    ).map(([word, hits]) => ({ word, hits })),
    byAction: ranked(
      sumBy(
        counts.filter((row) => row.rule_kind === 'action'),
        (row) => [row.rule_id as QualityActionKind],
      ),
    ).map(([action, hits]) => ({ action, hits })),
    byDepartment: ranked(
      sumBy(counts, (row) => (departments.get(row.user_id) ?? []).map(({ departmentId }) => departmentId)),
    ).flatMap(([id, hits]) => (names.has(id) && isSeen(scope, id) ? [{ id, name: names.get(id)!, hits }] : [])),
    byMember: userIds
      .map((userId) => {
        const reply = replyOf.get(userId);
        const waiting = waitingOf.get(userId) ?? 0;
        const figure = (name: string) => Number(reply?.[name] ?? 0);
        return {
          userId,
          name: cards.get(userId)?.name ?? userId,
          hits: hitsOf.get(userId) ?? 0,
          violations: violations.get(userId) ?? 0,
          asked: figure('asked'),
          waiting,
          unanswered: figure('asked') - figure('answered') - waiting,
          averageReply: average(figure('wait_ms'), figure('answered')),
          averageFirstReply: average(figure('first_wait_ms'), figure('first_answered')),
        };
      })
      .sort((a, b) => b.hits - a.hits || b.unanswered - a.unanswered || b.asked - a.asked),
  };
}

const isSeen = (scope: DataScope, departmentId: number) =>
  scope.kind === 'all' || (scope.kind === 'departments' && scope.departmentIds.includes(departmentId));
const average = (ms: number, times: number) => (times === 0 ? null : Math.round(ms / times / 1_000));
const total = (rows: readonly { n: number }[]) => rows.reduce((sum, { n }) => sum + n, 0);

function sumBy<Row extends { n: number }, Key>(rows: readonly Row[], keysOf: (row: Row) => Key[]): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const row of rows) for (const key of keysOf(row)) sums.set(key, (sums.get(key) ?? 0) + row.n);
  return sums;
}

function ranked<Key>(sums: ReadonlyMap<Key, number>): [Key, number][] {
  return [...sums].sort(([, a], [, b]) => b - a).slice(0, 20);
}
