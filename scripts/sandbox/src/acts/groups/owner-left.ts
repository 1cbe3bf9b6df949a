import type { Sandbox } from '../../sandbox.ts';

/** Groups of a member who left the company wait for a new owner (status 1, doc 92120). No event is documented for it. */
export function markOwnerLeft(sandbox: Sandbox, userId: string): void {
  for (const group of sandbox.world.groups.all()) {
    if (group.owner !== userId || group.dismissed) continue;
    group.status = 1;
    sandbox.world.groups.put(group);
  }
}
