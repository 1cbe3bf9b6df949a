import { useMemo } from 'react';
import type { ChannelDirectory } from '../features/channel/editor/pickers.ts';
import { useDepartments } from '../features/corp/api/list-departments.ts';
import { useStages } from '../features/stage/api/list-stages.ts';
import { useTagGroups } from '../features/tag/api/list-tag-groups.ts';

/** Today's names of everything a channel code may point to. */
export function useChannelDirectory(): ChannelDirectory {
  const departments = useDepartments().data;
  const tags = useTagGroups().data;
  const stages = useStages().data;
  return useMemo(() => {
    const byDepartment = new Map(departments?.items.map(({ id, name }) => [id, name]));
    const byTag = new Map(tags?.items.flatMap((group) => group.tags.map(({ id, name }) => [id, name] as const)));
    const byStage = new Map(stages?.items.map(({ id, name }) => [id, name]));
    return {
      department: (id) => byDepartment.get(id),
      tag: (tagId) => byTag.get(tagId),
      stage: (stageId) => byStage.get(stageId),
    };
  }, [departments, tags, stages]);
}
