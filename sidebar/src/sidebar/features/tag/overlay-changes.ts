import type { CustomerTagView } from '@zhike/shared/contracts/customer';

/** What is needed to show a tag. */
export type ShownTag = Pick<CustomerTagView, 'tagId' | 'name' | 'groupId' | 'groupName'>;

export interface TagChange {
  tag: ShownTag;
  on: boolean;
}

/** As the server orders them, so that a saved tag stays where it appeared. */
const inOrder = (a: ShownTag, b: ShownTag) =>
  a.groupName.localeCompare(b.groupName, 'zh-CN') || a.name.localeCompare(b.name, 'zh-CN');

/** Tags as they will be when the changes under way, oldest first, have arrived. A refused one simply leaves the list. */
export function overlayChanges<Tag extends ShownTag>(
  tags: readonly Tag[],
  changes: readonly TagChange[],
): (Tag | ShownTag)[] {
  const shown = new Map<string, Tag | ShownTag>(tags.map((tag) => [tag.tagId, tag]));
  for (const { tag, on } of changes) {
    if (!on) shown.delete(tag.tagId);
    else if (!shown.has(tag.tagId)) shown.set(tag.tagId, tag);
  }
  return [...shown.values()].sort(inOrder);
}
