import { dialectOf, execute, inList, select, useIndex } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { NO_KEY } from './envelopes.ts';

/** Counting stops here. */
const COUNT_LIMIT = 10_000;
/** Tried again in one transaction. */
export const RETRIES_AT_ONCE = 1_000;

export interface ClosedEnvelopeRow {
  seq: string;
  problem: string | null;
  note: string | null;
  attempts: number | string;
  received_at: number | string;
}

/** Messages that stay closed, the newest first. @param beforeSeq 20 digits; '' from the newest on */
export function listClosed(tx: Tx, beforeSeq: string, limit: number): Promise<ClosedEnvelopeRow[]> {
  return select(
    tx,
    `SELECT seq, problem, note, attempts, received_at FROM archive_envelope ${useIndex(dialectOf(tx), 'archive_envelope_open')}
      WHERE status = 'failed'${beforeSeq ? ' AND seq < ?' : ''} ORDER BY seq DESC LIMIT ${limit}`,
    beforeSeq ? [beforeSeq] : [],
  );
}

export interface ClosedProblem {
  problem: string;
  keyVersion: number;
  count: number;
  /** Machine time. */
  oldestAt: number;
}

export async function countClosed(tx: Tx): Promise<ClosedProblem[]> {
  const rows = await select<Record<'problem' | 'key_version' | 'n' | 'oldest', string | number>>(
    tx,
    `SELECT problem, key_version, COUNT(*) AS n, MIN(received_at) AS oldest
       FROM (SELECT problem, key_version, received_at FROM archive_envelope WHERE status = 'failed' ORDER BY seq LIMIT ${COUNT_LIMIT}) AS closed
      GROUP BY problem, key_version ORDER BY n DESC, problem, key_version`,
  );
  return rows.map((row) => ({
    problem: String(row.problem),
    keyVersion: Number(row.key_version),
    count: Number(row.n),
    oldestAt: Number(row.oldest),
  }));
}

/**
 * To be tried again at once. What waits for its key is opened as it is; anything else is asked for anew, since it may have been damaged
 * on its way. False when it is open or ignored by now.
 */
export async function retryClosed(tx: Tx, seqs: readonly string[]): Promise<number> {
  if (seqs.length === 0) return 0;
  const which = `seq ${inList(seqs)} AND status = 'failed'`;
  const opened = await execute(tx, `UPDATE archive_envelope SET status = 'waiting' WHERE ${which} AND problem = ?`, [
    ...seqs,
    NO_KEY,
  ]);
  return opened + (await execute(tx, `UPDATE archive_envelope SET next_attempt_at = 0 WHERE ${which}`, [...seqs]));
}

/** The next messages of one problem that are not to be tried at once already, in their order. */
export async function listOfProblem(
  tx: Tx,
  { problem, keyVersion }: { problem: string; keyVersion?: number | undefined },
): Promise<string[]> {
  const rows = await select<{ seq: string }>(
    tx,
    `SELECT seq FROM archive_envelope WHERE problem = ?${keyVersion === undefined ? '' : ' AND key_version = ?'}
      AND status = 'failed' AND next_attempt_at > 0 ORDER BY key_version, seq LIMIT ${RETRIES_AT_ONCE}`,
    [problem, ...(keyVersion === undefined ? [] : [keyVersion])],
  );
  return rows.map((row) => row.seq);
}

/** A person has seen it: it is kept, and neither listed nor tried any more. */
export async function ignoreClosed(tx: Tx, seq: string): Promise<boolean> {
  const sql = "UPDATE archive_envelope SET status = 'ignored' WHERE seq = ? AND status = 'failed'";
  return (await execute(tx, sql, [seq])) === 1;
}
