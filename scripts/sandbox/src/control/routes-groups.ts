import { ActError } from '../acts/act-error.ts';
import { createGroup } from '../acts/groups/create-group.ts';
import { editGroup } from '../acts/groups/edit-group.ts';
import { recallInGroup, sayInGroup } from '../acts/groups/group-message.ts';
import { groupTitle } from '../acts/groups/group-rules.ts';
import { inviteToGroup } from '../acts/groups/invite.ts';
import { chooseRoom, findJoinWay, joinByCode, nextRoomName } from '../acts/groups/join-by-code.ts';
import { dismissGroup, leaveGroup, removeFromGroup } from '../acts/groups/leave-group.ts';
import { rushIntoGroup } from '../acts/groups/rush.ts';
import { generateGroups } from '../demo/generate-groups.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupChat } from '../world/group-types.ts';
import { readChatContent } from './chat-content.ts';
import type { GroupChange } from './contract-groups.ts';
import { findCustomer, findGroup, findMember, findPerson } from './find.ts';
import { routes } from './handler.ts';
import { matchesSearch, newestOrAfter, pageOf } from './paging.ts';
import { presentGroup, presentGroupMessage, presentGroupSummary, presentJoinWay } from './present-groups.ts';

export const groupRoutes = routes({
  'GET /control/groups': {
    handle({ sandbox, query }) {
      const { world } = sandbox;
      const all = query.person ? world.groups.of(findPerson(sandbox, query.person)) : world.groups.all();
      const found: { group: GroupChat; lastAt: number }[] = [];
      for (const group of all) {
        if (group.dismissed && query.dismissed !== '1') continue;
        if (query.owner && group.owner !== query.owner) continue;
        if (query.search && !matchesSearch(query.search, groupTitle(sandbox, group))) continue;
        found.push({ group, lastAt: world.groupMessages.byGroup(group.chatId).last()?.at ?? group.createdAt });
      }
      found.sort((a, b) => b.lastAt - a.lastAt);
      return pageOf(found, query, ({ group }) => presentGroupSummary(sandbox, group));
    },
  },
  'POST /control/groups': {
    shape: { owner: 'text', name: 'text?', members: 'texts?', customers: 'texts?', capacity: 'number?' },
    handle({ sandbox, body }) {
      const { group, callbacks } = createGroup(sandbox, {
        owner: findMember(sandbox, body.owner),
        name: body.name ?? '',
        members: (body.members ?? []).map((id) => findMember(sandbox, id)),
        customers: (body.customers ?? []).map((id) => findCustomer(sandbox, id)),
        ...(body.capacity === undefined ? {} : { capacity: body.capacity }),
      });
      return changeOf(sandbox, group, callbacks);
    },
  },
  'GET /control/groups/:chatId': {
    handle: ({ sandbox, params }) => presentGroup(sandbox, findGroup(sandbox, params.chatId ?? '')),
  },
  'POST /control/groups/:chatId': {
    shape: {
      by: 'text?',
      name: 'text?',
      notice: 'text?',
      owner: 'text?',
      admins: 'texts?',
      welcomeTemplateId: 'text?',
      capacity: 'number?',
      status: 'number?',
    },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      const { by, ...edit } = body;
      const people = {
        ...(edit.owner === undefined ? {} : { owner: findMember(sandbox, edit.owner).userId }),
        ...(edit.admins ? { admins: edit.admins.map((id) => findMember(sandbox, id).userId) } : {}),
      };
      return changeOf(sandbox, group, editGroup(sandbox, group, doer(sandbox, group, by), { ...edit, ...people }));
    },
  },
  'POST /control/groups/:chatId/invite': {
    shape: { by: 'text', ids: 'texts', way: 'text?' },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      const { way = 'direct' } = body;
      if (way !== 'direct' && way !== 'link') throw new ActError('invalid', 'way 应为 direct 或 link', 'way');
      const ids = body.ids.map((id) => findPerson(sandbox, id));
      return changeOf(sandbox, group, inviteToGroup(sandbox, group, findPerson(sandbox, body.by), ids, way));
    },
  },
  'POST /control/groups/:chatId/leave': {
    shape: { id: 'text' },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      return changeOf(sandbox, group, leaveGroup(sandbox, group, findPerson(sandbox, body.id)));
    },
  },
  'POST /control/groups/:chatId/remove': {
    shape: { by: 'text?', ids: 'texts' },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      const ids = body.ids.map((id) => findPerson(sandbox, id));
      return changeOf(sandbox, group, removeFromGroup(sandbox, group, doer(sandbox, group, body.by), ids));
    },
  },
  'POST /control/groups/:chatId/dismiss': {
    shape: { by: 'text?' },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      return changeOf(sandbox, group, dismissGroup(sandbox, group, doer(sandbox, group, body.by)));
    },
  },
  'POST /control/groups/:chatId/rush': {
    shape: { people: 'number', state: 'text?' },
    handle({ sandbox, params, body }) {
      const startedAt = Date.now();
      const group = findGroup(sandbox, params.chatId ?? '');
      const callbacks = rushIntoGroup(sandbox, group, body.people, body.state ?? '').length;
      return { memberCount: group.members.length, callbacks, tookMs: Date.now() - startedAt };
    },
  },
  'GET /control/groups/:chatId/messages': {
    handle({ sandbox, params, query }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      const found = newestOrAfter(sandbox.world.groupMessages.byGroup(group.chatId), query);
      return { items: found.map((message) => presentGroupMessage(sandbox, message)) };
    },
  },
  'POST /control/groups/:chatId/messages': {
    shape: { from: 'text', text: 'text?', content: 'object?' },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      const content = readChatContent(body.text === undefined ? body.content : { kind: 'text', text: body.text });
      return presentGroupMessage(sandbox, sayInGroup(sandbox, group, findPerson(sandbox, body.from), content));
    },
  },
  'POST /control/groups/:chatId/messages/:id/recall': {
    shape: { by: 'text' },
    handle({ sandbox, params, body }) {
      const group = findGroup(sandbox, params.chatId ?? '');
      return presentGroupMessage(sandbox, recallInGroup(sandbox, group, params.id ?? '', findPerson(sandbox, body.by)));
    },
  },
  'GET /control/join-ways': {
    handle({ sandbox, query }) {
      const found = sandbox.world.joinWays.filter((way) => matchesSearch(query.search, way.remark, way.state));
      found.sort((a, b) => b.seq - a.seq);
      return pageOf(found, query, (way) => presentJoinWay(sandbox, way));
    },
  },
  'POST /control/join': {
    shape: { externalUserId: 'text', configId: 'text?', state: 'text?', scanUrl: 'text?' },
    handle({ sandbox, body }) {
      const customer = findCustomer(sandbox, body.externalUserId);
      const { group, outcome, created, callbacks } = joinByCode(sandbox, findJoinWay(sandbox, body), customer);
      return { ...changeOf(sandbox, group, callbacks), outcome, created };
    },
  },
  'POST /control/join/preview': {
    shape: { externalUserId: 'text', configId: 'text?', state: 'text?', scanUrl: 'text?' },
    handle({ sandbox, body }) {
      const way = findJoinWay(sandbox, body);
      const { group, alreadyIn } = chooseRoom(sandbox, way, findCustomer(sandbox, body.externalUserId));
      return {
        joinWay: presentJoinWay(sandbox, way),
        group: group && presentGroupSummary(sandbox, group),
        title: group ? groupTitle(sandbox, group) : nextRoomName(way),
        alreadyIn,
      };
    },
  },
  'POST /control/generate-groups': {
    shape: { groups: 'number', members: 'number' },
    handle({ sandbox, body }) {
      const startedAt = Date.now();
      const made = generateGroups(sandbox, body.groups, body.members);
      sandbox.live.tell({ kind: 'reset', text: `生成了 ${made.groups} 个客户群,共 ${made.members} 人次` });
      return { ...made, tookMs: Date.now() - startedAt };
    },
  },
});

const changeOf = (sandbox: Sandbox, group: GroupChat, callbacks: string[]): GroupChange => ({
  group: presentGroupSummary(sandbox, group),
  callbacks,
});

/** Who does it: the owner unless somebody else is named. */
const doer = (sandbox: Sandbox, group: GroupChat, by: string | undefined): string =>
  by === undefined ? group.owner : findMember(sandbox, by).userId;
