import type { SopDeed } from '@zhike/shared/contracts/sop';
import type { Tx } from '../../platform/database/tx.ts';
import { scriptsInOrder } from '../script/store.ts';

export type MassDeed = Extract<SopDeed, { kind: 'send' }>;

export const isMass = (deed: SopDeed): deed is MassDeed => deed.kind === 'send' && deed.way === 'mass';

/** What a step sends to everybody: the words of its script, with the script's materials after its own. null: its script is no more. */
export async function massContentOf(
  tx: Tx,
  { scriptId, materialIds }: Pick<MassDeed, 'scriptId' | 'materialIds'>,
): Promise<{ text: string; materialIds: string[] } | null> {
  if (scriptId === null) return { text: '', materialIds };
  const [script] = await scriptsInOrder(tx, [scriptId]);
  if (!script || script.deletedAt !== null) return null;
  return { text: script.text, materialIds: [...new Set([...materialIds, ...script.materialIds])] };
}
