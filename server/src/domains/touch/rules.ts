import type { Beat } from '@zhike/shared/contracts/visitor';

/** From here on it counts as seen to the end: the last screen is often only a greeting. */
export const FINISHED_PERCENT = 90;
/** Pages beat every ten seconds at most; two that are lost on a bad phone are no leaving. */
const SILENT_AFTER_MS = 30_000;
/** Of somebody unknown a member hears this often per link. */
export const TELL_UNKNOWN_EVERY_MS = 3_600_000;

const PAGES_PER_SEQ = 1024;

export interface LinkFacts {
  linkKey: string;
  customerId: string | null;
  visitorId: string | null;
  parentKey: string | null;
  holderVisitorId: string | null;
}

/**
 * The link a visit came through. A page that was opened carries the visitor's own link from then on, so whoever opens that herself
 * comes through the one before it.
 */
export function linkCameThrough<Link extends LinkFacts>(
  opened: Link,
  visitorId: string,
  linkOf: (key: string) => Link | undefined,
): Link {
  let link = opened;
  for (let steps = 0; link.visitorId === visitorId && link.parentKey !== null && steps < 10; steps += 1) {
    const parent = linkOf(link.parentKey);
    if (!parent) break;
    link = parent;
  }
  return link;
}

export interface Arrival {
  /** The customer whom this browser counts as from now on, because the link was hers and nobody had opened it. */
  becomes: string | null;
  viaVisitorId: string | null;
  viaCustomerId: string | null;
}

/** Who opened the link, and through whom she came. */
export function decideArrival(
  link: Pick<LinkFacts, 'customerId' | 'visitorId' | 'holderVisitorId'>,
  visitor: { id: string; customerId: string | null },
): Arrival {
  const here = { becomes: null, viaVisitorId: null, viaCustomerId: null };
  if (link.visitorId !== null) return link.visitorId === visitor.id ? here : { ...here, viaVisitorId: link.visitorId };
  if (link.customerId === null || link.customerId === visitor.customerId) return here;
  const isFirst = link.holderVisitorId === null || link.holderVisitorId === visitor.id;
  if (visitor.customerId === null && isFirst) return { ...here, becomes: link.customerId };
  return { ...here, viaCustomerId: link.customerId };
}

/** Beats of one visit that came together, as the one they amount to; the order does not matter. */
export function mergeBeats(beats: readonly Beat[]): Beat {
  const latest = beats.reduce((a, b) => (b.seq > a.seq ? b : a));
  const pages = new Map<number, number>();
  for (const { pageSeconds } of beats)
    for (const [page, seconds] of pageSeconds) pages.set(page, Math.max(pages.get(page) ?? 0, seconds));
  return {
    ...latest,
    seconds: Math.max(...beats.map((beat) => beat.seconds)),
    percent: Math.max(...beats.map((beat) => beat.percent)),
    pageSeconds: [...pages],
  };
}

export const placeOf = ({ seq, page }: Pick<Beat, 'seq' | 'page'>) => seq * PAGES_PER_SEQ + (page ?? 0);
export const pageOfPlace = (place: number): number | null => place % PAGES_PER_SEQ || null;

/** @param now business time, ms */
export function isReading(visit: { leftSeq: number; lastSeq: number; lastSeenAt: number }, now: number): boolean {
  return visit.leftSeq < visit.lastSeq && now - visit.lastSeenAt < SILENT_AFTER_MS;
}
