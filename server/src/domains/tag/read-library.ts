import type { Clock } from '../../platform/clock.ts';
import type { CallOptions } from '../../wecom/call.ts';
import type { WecomClient } from '../../wecom/client.ts';
import type { CorpTagChange } from '../../wecom/events.ts';
import type { LibraryReading, LibraryScope } from './save-library.ts';

/** Reads a part of the library, or all of it. */
export async function readLibrary(
  { wecom, clock }: { wecom: WecomClient; clock: Clock },
  scope: LibraryScope,
  options?: CallOptions,
): Promise<LibraryReading> {
  const readAt = clock.now();
  switch (scope.kind) {
    case 'all':
      return { readAt, scope, groups: await wecom.tag.list({}, options) };
    case 'groups':
      return { readAt, scope, groups: await wecom.tag.list({ groupIds: scope.ids }, options) };
    case 'tags':
      return { readAt, scope, groups: await wecom.tag.list({ tagIds: scope.ids }, options) };
  }
}

/** A callback only says that something changed, and may come late or twice: what is there now is read by id. */
export const scopeOf = ({ kind, id }: CorpTagChange): LibraryScope => ({
  kind: kind === 'tag' ? 'tags' : 'groups',
  ids: [id],
});
