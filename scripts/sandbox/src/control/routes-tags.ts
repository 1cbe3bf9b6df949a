import { createTags, deleteTags, renameTag, reorderTags } from '../acts/console-tags.ts';
import { routes } from './handler.ts';
import { presentTagGroup, presentTagGroups } from './present.ts';

export const tagRoutes = routes({
  'GET /control/tags': { handle: ({ sandbox }) => ({ groups: presentTagGroups(sandbox) }) },
  'GET /control/intercept-rules': {
    handle: ({ sandbox }) => ({ rules: [...sandbox.world.interceptRules.values()] }),
  },
  'POST /control/console/tags/create': {
    shape: { groupId: 'text?', groupName: 'text?', names: 'texts' },
    handle: ({ sandbox, body }) => presentTagGroup(sandbox, createTags(sandbox, body)),
  },
  'POST /control/console/tags/rename': {
    shape: { id: 'text', name: 'text' },
    handle({ sandbox, body }) {
      renameTag(sandbox, body.id, body.name);
      return { ok: true };
    },
  },
  'POST /control/console/tags/delete': {
    shape: { tagId: 'text?', groupId: 'text?' },
    handle({ sandbox, body }) {
      deleteTags(sandbox, body);
      return { ok: true };
    },
  },
  'POST /control/console/tags/reorder': {
    shape: { groupId: 'text?', ids: 'texts' },
    handle({ sandbox, body }) {
      reorderTags(sandbox, body.groupId, body.ids);
      return { ok: true };
    },
  },
});
