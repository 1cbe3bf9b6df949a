import type { GroupRow } from '@zhike/shared/contracts/group-chat';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { Pill } from '../../components/pill.tsx';
import { groupStatuses } from './say-group.ts';

/** How the group is, in a word; why stands in the tooltip and on its page. */
export function GroupStatusPill({ status, problem }: Pick<GroupRow, 'status' | 'problem'>) {
  const { label, tone } = groupStatuses[status];
  return (
    <Pill tone={tone} title={problem ? errorPhrases[problem] : undefined}>
      {label}
    </Pill>
  );
}
