import { isWecomError } from '../../wecom/errors.ts';

/** WeCom knows no such group, or it is no customer group (doc 90313). */
const GONE = [40050, 90501, 90509];
/** Its owner, or the group, is not in the app's range. */
const NOT_VISIBLE = [50002, 60011, 81013, 84061];

/** Why a group could not be read, as a code with a phrase. Null: not WeCom's final word, trying again makes sense. */
export function readingRefusal(error: unknown): ReadingProblem | null {
  if (!isWecomError(error) || error.fault !== 'permanent') return null;
  if (isWecomError(error, ...GONE)) return 'group_chat.gone_in_wecom';
  return isWecomError(error, ...NOT_VISIBLE) ? 'group_chat.out_of_range' : 'group_chat.refused_by_wecom';
}

export type ReadingProblem =
  | 'group_chat.gone_in_wecom'
  | 'group_chat.out_of_range'
  | 'group_chat.refused_by_wecom'
  | 'group_chat.behind';
