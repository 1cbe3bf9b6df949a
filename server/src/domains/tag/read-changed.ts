import type { CorpTagGroup } from '../../wecom/api/corp-tag.ts';
import type { WecomClient } from '../../wecom/client.ts';
import type { CorpTagChange } from '../../wecom/events.ts';
import type { LibraryScope } from './save-library.ts';

export interface LibraryReading {
  groups: CorpTagGroup[];
  scope: LibraryScope;
}

/** A callback only says that something changed, and may come late or twice: what is there now is read by id. */
export async function readChanged(
  { wecom }: { wecom: WecomClient },
  { kind, id }: CorpTagChange,
): Promise<LibraryReading> {
  return kind === 'tag'
    ? { groups: await wecom.tag.list({ tagIds: [id] }), scope: { kind: 'tags', ids: [id] } }
    : { groups: await wecom.tag.list({ groupIds: [id] }), scope: { kind: 'groups', ids: [id] } };
}
