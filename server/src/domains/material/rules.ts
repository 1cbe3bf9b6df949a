import { type MaterialKind, type SendWay, waysOfKind } from '@zhike/shared/contracts/material-content';
import { type MaterialState } from '@zhike/shared/contracts/material';
import type { MaterialRow } from './entity.ts';
import { MaterialNotSendable, WayNotOffered } from './errors.ts';

type Facts = Pick<MaterialRow, 'isRetired' | 'validFrom' | 'validUntil' | 'pagesState'>;

/** @param today a business day */
export function stateOf(material: Facts, today: string): MaterialState {
  if (material.isRetired) return 'retired';
  if (material.validFrom !== null && today < material.validFrom) return 'upcoming';
  if (material.validUntil !== null && today > material.validUntil) return 'expired';
  if (material.pagesState === 'waiting') return 'preparing';
  return material.pagesState === 'broken' ? 'broken' : 'ready';
}

/** Conditions for `ready`, on a table called `m`. */
export const READY_SQL = `m.is_retired = 0 AND (m.valid_from IS NULL OR m.valid_from <= ?)
  AND (m.valid_until IS NULL OR m.valid_until >= ?) AND m.pages_state IN ('none', 'ready')`;

export const waysOf = (kind: MaterialKind): readonly SendWay[] => waysOfKind[kind];

/** The way it goes, or why it cannot. */
export function decideWay(
  material: Facts & Pick<MaterialRow, 'kind'>,
  asked: SendWay | undefined,
  today: string,
): SendWay {
  const state = stateOf(material, today);
  if (state !== 'ready') throw new MaterialNotSendable({ state });
  const ways = waysOf(material.kind);
  const way = asked ?? ways[0]!;
  if (!ways.includes(way)) throw new WayNotOffered({ ways });
  return way;
}

/** Why the pages of a brochure could not be made, and what helps. */
export function sayPagesProblem(problem: string | null): string {
  switch (problem) {
    case 'encrypted':
      return 'PDF 有打开密码,请去掉密码后重新上传';
    case 'too_many_pages':
      return 'PDF 页数太多,请拆成几份再上传';
    case 'too_big':
    case 'timeout':
    case 'out_of_memory':
      return 'PDF 太复杂,没能在限定的时间内转成图片;请另存为较小的 PDF 后重新上传';
    default:
      return 'PDF 打不开,请重新导出后上传';
  }
}
