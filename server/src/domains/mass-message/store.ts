import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { MassMessageRow } from './entity.ts';
import { MassMessageNotFound } from './errors.ts';

/** One's own; for admins everybody's. */
export async function getMassMessageFor(
  tx: Tx,
  viewer: MemberViewer,
  massMessageId: string,
  options: { lock?: boolean } = {},
): Promise<MassMessageRow> {
  const message = await findRow(tx, MassMessageRow, { id: massMessageId }, options);
  if (!message || (viewer.role !== 'admin' && message.createdBy !== viewer.userId))
    throw new MassMessageNotFound({ massMessageId });
  return message;
}

export const isOpen = ({ status }: Pick<MassMessageRow, 'status'>) => status === 'draft' || status === 'scheduled';
export const isUnderWay = ({ status }: Pick<MassMessageRow, 'status'>) =>
  status === 'collecting' || status === 'sending' || status === 'running';
