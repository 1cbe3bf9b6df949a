import type { Tag } from './types.ts';
import type { World } from './world.ts';

/** Tags of one group that are not deleted, in order of creation. */
export function liveTags(world: World, groupId: string): Tag[] {
  return world.tags.filter((tag) => tag.groupId === groupId && !tag.deleted);
}

export function liveTagCount(world: World): number {
  let count = 0;
  for (const tag of world.tags.values()) if (!tag.deleted) count += 1;
  return count;
}

/** Marks a tag deleted, takes it from every customer, and deletes its group when that was the last one (doc 92117). */
export function dropTag(world: World, tag: Tag): void {
  world.tags.put({ ...tag, deleted: true });
  for (const relation of world.relations.values()) {
    if (!relation.tags.includes(tag.id)) continue;
    relation.tags = relation.tags.filter((id) => id !== tag.id);
    world.relations.put(relation);
  }
  const group = world.tagGroups.get(tag.groupId);
  if (group && !group.deleted && liveTags(world, group.id).length === 0)
    world.tagGroups.put({ ...group, deleted: true });
}
