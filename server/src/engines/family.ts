import type { Tx } from '../platform/database/tx.ts';

/** Parts that people make while the server runs: custom fields. */
export interface Family<Part> {
  /** Whether this is a name of the family, whether or not somebody bears it. */
  has(name: string): boolean;
  /** Also what is no longer in use: saved filters and rules name it. */
  find(tx: Tx, name: string): Promise<Part | undefined>;
  /** Everything, in the order in which people see it. */
  list(tx: Tx): Promise<Part[]>;
}

/** The one of the family that this name belongs to, whether or not it is there. */
export async function findInFamilies<Part>(
  tx: Tx,
  families: readonly Family<Part>[],
  name: string,
): Promise<Part | undefined> {
  return families.find(({ has }) => has(name))?.find(tx, name);
}
