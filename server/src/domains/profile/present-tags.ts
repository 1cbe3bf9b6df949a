import type { CustomerTagView } from '@zhike/shared/contracts/customer';
import type { Explain } from '../automation/explain-marks.ts';
import type { CustomerTagRow } from '../customer/entity.ts';
import { isCarried } from '../customer/store.ts';
import type { Names } from './names.ts';

/**
 * Tags of one customer, each once, with where every relation has it from. Order: tag group, then name.
 * `limits`: of tags that the viewer may not use, the departments that may.
 */
export function presentTags(
  rows: CustomerTagRow[],
  names: Names,
  limits: ReadonlyMap<string, string[]>,
  explain: Explain,
): CustomerTagView[] {
  const shown = rows.filter(isCarried).sort((a, b) => b.addedAt - a.addedAt);
  const tagIds = [...new Set(shown.map((row) => row.tagId))];
  return tagIds
    .map((tagId) => ({
      ...names.tag(tagId),
      origins: shown
        .filter((row) => row.tagId === tagId)
        .map((row) => {
          const userId = row.byUserId ?? (row.userId || null);
          return {
            kind: row.originKind,
            member: userId ? names.member(userId) : null,
            channel: row.originKind === 'scan' ? names.channel(row.originRef) : null,
            rule:
              row.originKind === 'rule' && row.originRef
                ? explain({ versionId: row.originRef, at: row.addedAt })
                : null,
            refId: row.originRef,
            at: row.addedAt,
            state: row.inWecom,
          };
        }),
      onlyFor: limits.get(tagId) ?? [],
      can: { remove: !limits.has(tagId) },
    }))
    .sort((a, b) => a.groupName.localeCompare(b.groupName, 'zh-CN') || a.name.localeCompare(b.name, 'zh-CN'));
}
