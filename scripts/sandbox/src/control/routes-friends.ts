import { editInClient } from '../acts/edit-in-client.ts';
import { addFriend, confirmFriend, deleteFriend, giveConsent, type Added } from '../acts/friendship.ts';
import { chooseMember, findContactWay, scanContactWay } from '../acts/scan.ts';
import { findWaitingTransfer, settleTransfer } from '../acts/transfer.ts';
import { ActError } from '../acts/act-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ScanOutcome } from './contract.ts';
import { findCustomer, findMember } from './find.ts';
import { routes } from './handler.ts';
import { matchesSearch, pageOf } from './paging.ts';
import { presentContactWay, presentMember, presentRelation, presentRelationOf } from './present.ts';

export const friendRoutes = routes({
  'GET /control/contact-ways': {
    handle({ sandbox, query }) {
      const found = sandbox.world.contactWays.filter((way) =>
        matchesSearch(query.search, way.remark, way.state, ...way.users),
      );
      found.sort((a, b) => b.seq - a.seq);
      return pageOf(found, query, (way) => presentContactWay(sandbox, way));
    },
  },
  'POST /control/scan': {
    shape: { externalUserId: 'text', configId: 'text?', state: 'text?', scanUrl: 'text?', member: 'text?' },
    handle({ sandbox, body }) {
      const customer = findCustomer(sandbox, body.externalUserId);
      const way = findContactWay(sandbox, body);
      const member = body.member ? findMember(sandbox, body.member) : chooseMember(sandbox, way, customer);
      return outcomeOf(sandbox, scanContactWay(sandbox, way, customer, member));
    },
  },
  'POST /control/scan/preview': {
    shape: { externalUserId: 'text', configId: 'text?', state: 'text?', scanUrl: 'text?' },
    handle({ sandbox, body }) {
      const customer = findCustomer(sandbox, body.externalUserId);
      const way = findContactWay(sandbox, body);
      const member = chooseMember(sandbox, way, customer);
      return {
        member: presentMember(sandbox, member),
        contactWay: presentContactWay(sandbox, way),
        relation: presentRelationOf(sandbox, member.userId, customer.externalUserId),
      };
    },
  },
  'POST /control/friends/add': {
    shape: { externalUserId: 'text', userId: 'text', addWay: 'number?', state: 'text?', initiator: 'text?' },
    handle({ sandbox, body }) {
      const member = findMember(sandbox, body.userId);
      const customer = findCustomer(sandbox, body.externalUserId);
      if (!member.customerContact || member.status !== 1)
        throw new ActError('conflict', `${member.name} 没有客户联系功能或未激活`);
      const operUserId = body.initiator === 'member' ? member.userId : customer.externalUserId;
      return outcomeOf(
        sandbox,
        addFriend(sandbox, {
          member,
          customer,
          addWay: body.addWay ?? 3,
          state: body.state ?? '',
          mode: 'full',
          operUserId,
        }),
      );
    },
  },
  'POST /control/friends/half-add': {
    shape: { externalUserId: 'text', userId: 'text', state: 'text?', addWay: 'number?' },
    handle({ sandbox, body }) {
      const member = findMember(sandbox, body.userId);
      const customer = findCustomer(sandbox, body.externalUserId);
      const request = {
        member,
        customer,
        addWay: body.addWay ?? 1,
        state: body.state ?? '',
        operUserId: customer.externalUserId,
      };
      return outcomeOf(sandbox, addFriend(sandbox, { ...request, mode: 'half' }));
    },
  },
  'POST /control/friends/confirm': {
    shape: { externalUserId: 'text', userId: 'text' },
    handle: ({ sandbox, body }) =>
      outcomeOf(
        sandbox,
        confirmFriend(sandbox, findMember(sandbox, body.userId), findCustomer(sandbox, body.externalUserId)),
      ),
  },
  'POST /control/friends/delete': {
    shape: { externalUserId: 'text', userId: 'text', by: 'text', source: 'text?' },
    handle({ sandbox, body }) {
      if (body.by !== 'member' && body.by !== 'customer')
        throw new ActError('invalid', 'by 应为 member 或 customer', 'by');
      const { relation, callbacks } = deleteFriend(
        sandbox,
        findMember(sandbox, body.userId),
        findCustomer(sandbox, body.externalUserId),
        body.by,
        body.source,
      );
      return { relation: relation && presentRelation(sandbox, relation), callbacks };
    },
  },
  'POST /control/friends/edit': {
    shape: {
      externalUserId: 'text',
      userId: 'text',
      remark: 'text?',
      description: 'text?',
      company: 'text?',
      mobiles: 'texts?',
      addTags: 'texts?',
      removeTags: 'texts?',
      privateTags: 'texts?',
    },
    handle({ sandbox, body }) {
      const { externalUserId, userId, ...edit } = body;
      const { relation, callbacks } = editInClient(
        sandbox,
        findMember(sandbox, userId),
        findCustomer(sandbox, externalUserId),
        edit,
      );
      return { relation: presentRelation(sandbox, relation), callbacks };
    },
  },
  'POST /control/friends/consent': {
    shape: { externalUserId: 'text', userId: 'text', agree: 'flag?' },
    handle({ sandbox, body }) {
      const { relation, callbacks } = giveConsent(
        sandbox,
        findMember(sandbox, body.userId),
        findCustomer(sandbox, body.externalUserId),
        body.agree ?? true,
      );
      return { relation: presentRelation(sandbox, relation), callbacks };
    },
  },
  'POST /control/friends/transfer-outcome': {
    shape: { externalUserId: 'text', handoverUserId: 'text', takeoverUserId: 'text', outcome: 'text' },
    handle({ sandbox, body }) {
      const outcomes: readonly string[] = ['done', 'customer_refused', 'customer_limit_exceed'];
      if (!outcomes.includes(body.outcome))
        throw new ActError('invalid', `outcome 应为 ${outcomes.join('、')}`, 'outcome');
      const transfer = findWaitingTransfer(sandbox, body.externalUserId, body.handoverUserId, body.takeoverUserId);
      const callbacks = settleTransfer(sandbox, transfer, body.outcome);
      return { relation: presentRelationOf(sandbox, body.takeoverUserId, body.externalUserId), callbacks };
    },
  },
});

function outcomeOf(sandbox: Sandbox, added: Added): ScanOutcome {
  const { relation } = added;
  return {
    outcome: added.outcome,
    userId: relation.userId,
    externalUserId: relation.externalUserId,
    member: presentMember(sandbox, findMember(sandbox, relation.userId)),
    relation: presentRelation(sandbox, relation),
    callbacks: added.callbacks,
    welcomeCode: added.welcomeCode,
  };
}
