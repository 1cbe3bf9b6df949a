import type { SopStep } from '@zhike/shared/contracts/sop';
import type { Tx } from '../../platform/database/tx.ts';
import { MaterialNotAttachable } from '../mass-message/errors.ts';
import { addToMassMessage, openMassMessage, whoCannotReceive } from '../mass-message/for-others.ts';
import { variablesIn } from '../mass-message/rules.ts';
import type { SopRow } from './entity.ts';
import { type MassDeed, massContentOf } from './mass-content.ts';

/** Into which message a customer was put, or why she gets the step as a task instead. */
export type MassPlace = { massMessageId: string; instead?: never } | { massMessageId?: never; instead: string };

/**
 * Puts the customers for whom one step is due into the mass message that their reps confirm: one for all of them, however many slices they
 * come in. Whoever can get none gets the step as a task, so that nobody is left out.
 */
export async function putInMassMessage(
  tx: Tx,
  sop: Pick<SopRow, 'id' | 'name' | 'createdBy'>,
  { step, deed, version }: { step: SopStep; deed: MassDeed; version: number },
  customerIds: string[],
  moment: { now: number; timeZone: string },
): Promise<Map<string, MassPlace>> {
  const places = new Map<string, MassPlace>();
  const { unreachable, overQuota } = await whoCannotReceive(tx, customerIds, moment);
  const fit: string[] = [];
  for (const id of customerIds)
    if (unreachable.has(id)) places.set(id, { instead: '没有员工与客户是好友,群发不能送达' });
    else if (overQuota.has(id)) places.set(id, { instead: '客户这段时间收到的群发已达上限,请单独发送' });
    else fit.push(id);
  if (fit.length === 0) return places;
  const massMessageId = await open(tx, sop, { step, deed, version }, moment);
  if (massMessageId) await addToMassMessage(tx, massMessageId, fit);
  for (const id of fit)
    places.set(id, massMessageId ? { massMessageId } : { instead: '内容现在不能群发,请检查后单独发送' });
  return places;
}

/** null: what it sends cannot go out to everybody any more. */
async function open(
  tx: Tx,
  { id, name, createdBy }: Pick<SopRow, 'id' | 'name' | 'createdBy'>,
  { step, deed, version }: { step: SopStep; deed: MassDeed; version: number },
  moment: { now: number; timeZone: string },
): Promise<string | null> {
  const content = await massContentOf(tx, deed);
  if (!content || variablesIn(content.text).length > 0) return null;
  const sentence = `SOP「${name}」走到「${step.title}」的客户`;
  try {
    return await openMassMessage(
      tx,
      { kind: 'sop', id, part: `${step.id}:${version}` },
      { name: `${name}:${step.title}`, sentence, createdBy, ...content },
      moment,
    );
  } catch (error) {
    if (error instanceof MaterialNotAttachable) return null;
    throw error;
  }
}
