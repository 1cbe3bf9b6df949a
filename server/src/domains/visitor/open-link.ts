import type { MaterialState } from '@zhike/shared/contracts/material';
import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MaterialRow } from '../material/entity.ts';
import { stateOf, waysOf } from '../material/rules.ts';
import { findMaterial } from '../material/store.ts';
import type { TouchLinkRow } from '../touch/entity.ts';
import { LinkNotFound } from '../touch/errors.ts';
import { findLink } from '../touch/links.ts';

export interface OpenedLink {
  link: TouchLinkRow;
  material: MaterialRow;
  state: MaterialState;
}

/** What a link leads to today; null where there is no such link. */
export async function openLink(
  tx: Tx,
  { clock, config }: Pick<Dependencies, 'clock' | 'config'>,
  linkKey: string,
): Promise<OpenedLink | null> {
  const link = /^[0-9A-Za-z]{10}$/.test(linkKey) ? await findLink(tx, linkKey) : null;
  const material = link ? await findMaterial(tx, link.subjectId) : null;
  if (!link || !material) return null;
  return { link, material, state: stateOf(material, businessDate(clock.now(), config.timeZone)) };
}

/** The same for what belongs to the page: its pictures, its video. */
export async function openUsableLink(
  tx: Tx,
  deps: Pick<Dependencies, 'clock' | 'config'>,
  linkKey: string,
): Promise<OpenedLink> {
  const opened = await openLink(tx, deps, linkKey);
  if (!opened || opened.state === 'retired' || opened.state === 'expired' || opened.state === 'upcoming')
    throw new LinkNotFound();
  return opened;
}

/** Whether a page of ours can show it; the others go into the chat as they are. */
export const isShownAsPage = ({ material, state }: OpenedLink) =>
  state === 'ready' && waysOf(material.kind).includes('link');
