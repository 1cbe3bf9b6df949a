import type { ListedMoment } from '../../../wecom/api/moment.ts';
import type { MomentRow } from './entity.ts';

/** A moment of ours of which WeCom's id is not known, and whom it asked to publish, as far as our books know. */
export interface SoughtMoment extends Pick<MomentRow, 'id' | 'text' | 'media' | 'tagIds' | 'calledAt'> {
  /** WeCom has it in work and will tell its id itself. */
  isInWork: boolean;
  asked: { userIds: ReadonlySet<string>; areNamed: boolean; mayPublish: number };
}

/** One that WeCom lists and that is nobody's yet, with who shall publish it. */
export interface Candidate extends ListedMoment {
  publishers: readonly string[];
}

/** What the list tells of its content fits: words, what goes along, and who may see it. */
export function looksLike(
  listed: ListedMoment,
  { text, media, tagIds }: Pick<SoughtMoment, 'text' | 'media' | 'tagIds'>,
) {
  if (listed.text.trim() !== text.trim()) return false;
  if (listed.isPartly !== null && listed.isPartly !== tagIds.length > 0) return false;
  if (listed.images !== (media.kind === 'images' ? media.assetIds.length : 0)) return false;
  if (listed.hasVideo !== (media.kind === 'video')) return false;
  if (media.kind !== 'link') return listed.link === null;
  return listed.link !== null && listed.link.title.trim() === media.title.trim() && sameUrl(listed.link.url, media.url);
}

/**
 * Which of the moments that look like it is the one sought; `open`: it cannot be said (yet), so it must neither be taken nor made again;
 * null: none of them. `rivals` are others of ours whose ids are not known either.
 */
export function recognise(
  sought: SoughtMoment,
  rivals: readonly SoughtMoment[],
  candidates: readonly Candidate[],
  { isPatienceOver }: { isPatienceOver: boolean },
): string | 'open' | null {
  const fits = (one: SoughtMoment, listed: Candidate) => (looksLike(listed, one) ? likeness(listed, one) : 'other');
  const same = candidates.filter((listed) => fits(sought, listed) === 'same').toSorted(byTime);
  if (same.length > 0) {
    const twins = rivals.filter((rival) => same.some((listed) => fits(rival, listed) === 'same'));
    // One of them belongs to a job that still runs, or there are fewer than were asked for: any choice would be a guess.
    if (twins.some((twin) => twin.isInWork) || same.length <= twins.length) return 'open';
    const order = [...twins, sought].toSorted(
      (a, b) => (a.calledAt ?? 0) - (b.calledAt ?? 0) || (a.id < b.id ? -1 : 1),
    );
    return same[order.indexOf(sought)]!.momentId;
  }
  const alike = candidates.filter((listed) => fits(sought, listed) === 'alike');
  if (alike.length === 0) return null;
  const isOfAnother = rivals.some((rival) => alike.some((listed) => fits(rival, listed) !== 'other'));
  return isPatienceOver && alike.length === 1 && !isOfAnother ? alike[0]!.momentId : 'open';
}

/** `alike`: our books and WeCom's differ a little about who was to publish it, or somebody is named as its author, as calls have none. */
function likeness({ publishers, creator }: Candidate, { asked, tagIds }: SoughtMoment): 'same' | 'alike' | 'other' {
  if (publishers.length === 0) return 'alike';
  const strangers = publishers.filter((userId) => !asked.userIds.has(userId.toLowerCase())).length;
  if (strangers === publishers.length || (asked.areNamed && strangers > 0)) return 'other';
  // For certain customers, only those are asked who have such.
  const isWhole = tagIds.length > 0 || publishers.length === asked.mayPublish;
  return strangers === 0 && isWhole && creator === null ? 'same' : 'alike';
}

const byTime = (a: Candidate, b: Candidate) => a.createdAt - b.createdAt || (a.momentId < b.momentId ? -1 : 1);

function sameUrl(a: string, b: string): boolean {
  const whole = (url: string) => (URL.canParse(url.trim()) ? new URL(url.trim()).href : url.trim());
  return whole(a) === whole(b);
}
