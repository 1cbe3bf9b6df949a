import type { TagGroupView } from '@zhike/shared/contracts/tag';
import type { ShownTag } from './overlay-changes.ts';

export interface TagSection {
  id: string;
  name: string;
  tags: ShownTag[];
}

/** Groups as sections; with a search only the tags that match, or whole groups whose name does. */
export function tagSections(groups: readonly TagGroupView[], search: string): TagSection[] {
  const wanted = search.trim().toLowerCase();
  const matches = (text: string) => text.toLowerCase().includes(wanted);
  return groups
    .map((group) => ({
      id: group.id,
      name: group.name,
      tags: group.tags
        .filter((tag) => wanted === '' || matches(tag.name) || matches(group.name))
        .map((tag) => ({ tagId: tag.id, name: tag.name, groupId: group.id, groupName: group.name })),
    }))
    .filter(({ tags }) => tags.length > 0);
}

/** The tags with these ids that still exist, in the order of the ids. */
export function tagsWithIds(sections: readonly TagSection[], ids: readonly string[]): ShownTag[] {
  const byId = new Map(sections.flatMap(({ tags }) => tags.map((tag) => [tag.tagId, tag])));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
