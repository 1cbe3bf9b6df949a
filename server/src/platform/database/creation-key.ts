import { Entity, Index, LessThan } from 'typeorm';
import { KeyColumn, PrimaryKey, TimeColumn } from './columns.ts';
import { getRow } from './find-row.ts';
import { insertRows } from './sql.ts';
import type { Tx } from './tx.ts';

/** What a client's key has made: the same request sent twice makes one thing. */
@Entity('creation_key')
@Index('creation_key_made', ['createdAt'])
export class CreationKeyRow {
  /** `kind:userId:key of the client`. */
  @PrimaryKey('creation_key', 160) creationKey!: string;
  @KeyColumn('made_id', 26) madeId!: string;
  /** Machine time. */
  @TimeColumn('created_at') createdAt!: number;
}

/** Nobody repeats a request after so long, ms. */
const KEPT_MS = 30 * 24 * 3_600_000;

interface Creation {
  kind: 'material' | 'script';
  userId: string;
  /** Made by the client; absent: every request makes its own. */
  key: string | undefined;
  /** Of what will be made. */
  id: string;
  machineNow: number;
}

/**
 * The first step of a transaction that makes something: null for the first request with a key, else the id of what it made. Of two at once
 * the second waits here for the first.
 */
export async function claimCreation(tx: Tx, { kind, userId, key, id, machineNow }: Creation): Promise<string | null> {
  if (key === undefined) return null;
  const creationKey = `${kind}:${userId}:${key}`;
  const row = { creation_key: creationKey, made_id: id, created_at: machineNow };
  if ((await insertRows(tx, 'creation_key', [row], { ignoreDuplicates: true })) > 0) return null;
  // Locked, to see what was committed a moment ago.
  return (await getRow(tx, CreationKeyRow, { creationKey }, { lock: true })).madeId;
}

export async function forgetCreationKeys(tx: Tx, machineNow: number): Promise<void> {
  await tx.delete(CreationKeyRow, { createdAt: LessThan(machineNow - KEPT_MS) });
}
