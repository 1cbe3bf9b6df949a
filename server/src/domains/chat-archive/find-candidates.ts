import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { blockOf, firstOf, positionsIn } from './search-index.ts';
import { TokenNumbers } from './search-tokens.ts';

/** Blocks fetched at once, and blocks whose index entries one query may pass over. */
const BLOCKS_AT_ONCE = 8;
const BLOCKS_A_LOOK = 4_096;
/** Enough to tell a rare piece from a common one. */
const COUNTED_BLOCKS = 256;

export interface Sought {
  /** A message must have all of these, … */
  pieces: readonly string[];
  /** … and one of these; empty: no matter. */
  oneOf: readonly string[];
  /** Sent between, epoch ms; `to` is excluded. */
  from?: number;
  to?: number;
}

/**
 * Positions of messages that may hold what is sought, newest first, block by block. `floor`: what is left lies before this position. `[]` is
 * a rest: much was passed over and nothing found. What is true of them is for the caller to see.
 */
export async function* findCandidates(
  tx: Tx,
  keys: DataKeys,
  sought: Sought,
  before: number,
): AsyncGenerator<{ positions: number[]; floor: number }> {
  const numbers = TokenNumbers.of(keys);
  const tokens = sought.pieces.map((piece) => numbers.all(piece));
  const oneOf = sought.oneOf.flatMap((piece) => numbers.all(piece));
  const ordered = await rarestFirst(tx, tokens);
  for (let upper = blockOf(before - 1); upper >= 0; ) {
    const lower = Math.max(0, upper - BLOCKS_A_LOOK + 1);
    const blocks = await findBlocks(tx, { ...sought, tokens: ordered, oneOf }, { lower, upper });
    if (blocks.length > 0) {
      const entries = await readEntries(tx, [...ordered.flat(), ...oneOf], blocks);
      for (const block of blocks) {
        const places = entries.get(block)!;
        const holding = (some: readonly number[]) =>
          new Set(some.flatMap((token) => [...positionsIn(block, places.get(token) ?? '')]));
        const sets = [...ordered.map(holding), ...(oneOf.length > 0 ? [holding(oneOf)] : [])];
        const positions = [...sets[0]!].filter(
          (position) => position < before && sets.every((set) => set.has(position)),
        );
        yield { positions: positions.sort((a, b) => b - a), floor: firstOf(block) };
      }
    }
    upper = blocks.length === BLOCKS_AT_ONCE ? blocks.at(-1)! - 1 : lower - 1;
    if (blocks.length < BLOCKS_AT_ONCE && upper >= 0) yield { positions: [], floor: firstOf(upper + 1) };
  }
}

/** The rarest piece leads: the others are only looked up where it is. */
async function rarestFirst(tx: Tx, tokens: readonly number[][]): Promise<number[][]> {
  if (tokens.length < 2) return [...tokens];
  const counted = [];
  for (const some of tokens) {
    const [row] = await select<{ blocks: number | string }>(
      tx,
      `SELECT COUNT(*) AS blocks FROM (SELECT 1 FROM chat_index WHERE token ${inList(some)} LIMIT ${COUNTED_BLOCKS}) AS some_blocks`,
      some,
    );
    counted.push({ some, blocks: Number(row?.blocks ?? 0) });
  }
  return counted.sort((a, b) => a.blocks - b.blocks).map(({ some }) => some);
}

/** The newest blocks that have all the pieces. */
async function findBlocks(
  tx: Tx,
  { tokens, oneOf, from, to }: { tokens: readonly number[][]; oneOf: readonly number[]; from?: number; to?: number },
  { lower, upper }: { lower: number; upper: number },
): Promise<number[]> {
  const [lead, ...others] = tokens;
  // As a value and not as EXISTS: MariaDB would turn that around and read the other pieces first.
  const has = (some: readonly number[]) =>
    `(SELECT 1 FROM chat_index o WHERE o.token ${inList(some)} AND o.block = i.block LIMIT 1) IS NOT NULL`;
  const conditions: [string, ...SqlValue[]][] = [
    [`i.token ${inList(lead!)}`, ...lead!],
    ['i.block BETWEEN ? AND ?', lower, upper],
    ...[...others, ...(oneOf.length > 0 ? [oneOf] : [])].map((some): [string, ...SqlValue[]] => [has(some), ...some]),
  ];
  if (from !== undefined || to !== undefined)
    conditions.push([
      '(SELECT 1 FROM chat_index_block t WHERE t.block = i.block AND t.last_sent_at >= ? AND t.first_sent_at < ?) IS NOT NULL',
      from ?? 0,
      to ?? Number.MAX_SAFE_INTEGER,
    ]);
  const rows = await select<{ block: number | string }>(
    tx,
    `SELECT DISTINCT i.block FROM chat_index i WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
     ORDER BY i.block DESC LIMIT ${BLOCKS_AT_ONCE}`,
    conditions.flatMap(([, ...values]) => values),
  );
  return rows.map((row) => Number(row.block));
}

async function readEntries(
  tx: Tx,
  tokens: readonly number[],
  blocks: readonly number[],
): Promise<Map<number, Map<number, string>>> {
  const rows = await select<{ token: number | string; block: number | string; places: string }>(
    tx,
    `SELECT token, block, places FROM chat_index WHERE token ${inList(tokens)} AND block ${inList(blocks)}`,
    [...tokens, ...blocks],
  );
  const entries = new Map<number, Map<number, string>>();
  for (const { token, block, places } of rows) {
    const ofBlock = entries.get(Number(block)) ?? new Map<number, string>();
    entries.set(Number(block), ofBlock.set(Number(token), places));
  }
  return entries;
}
