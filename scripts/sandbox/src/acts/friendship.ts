/** Adding, confirming and deleting friends, as people do it in WeChat and in the WeCom client. */
import { archiveMessage } from '../archive/archive-message.ts';
import { tellContactChange } from '../callback/events.ts';
import { presentRelation } from '../control/present.ts';
import type { Sandbox } from '../sandbox.ts';
import { relationKey } from '../world/relation-store.ts';
import type { Customer, Member, Relation } from '../world/types.ts';
import { ActError } from './act-error.ts';
import { addNotice } from './chat.ts';
import { isWelcomed, issueWelcomeCode } from './welcome-code.ts';

export interface Added {
  outcome: 'added' | 'half' | 'waiting' | 'already_friends';
  relation: Relation;
  callbacks: string[];
  welcomeCode: boolean;
}

export interface AddRequest {
  member: Member;
  customer: Customer;
  addWay: number;
  state: string;
  /** `full` both sides at once; `half` no verification needed but not confirmed; `waiting` the member must confirm. */
  mode: 'full' | 'half' | 'waiting';
  /** Who caused it, for oper_userid. */
  operUserId: string;
}

export function addFriend(sandbox: Sandbox, request: AddRequest): Added {
  const { member, customer, mode } = request;
  const known = sandbox.world.relations.of(member.userId, customer.externalUserId);
  if (known?.state === 'friend')
    return { outcome: 'already_friends', relation: known, callbacks: [], welcomeCode: false };
  if (mode === 'waiting' && known?.state === 'waiting')
    return { outcome: 'waiting', relation: known, callbacks: [], welcomeCode: false };
  const relation = enter(sandbox, request, known);
  if (mode === 'waiting') {
    relation.state = 'waiting';
    store(sandbox, relation, 'requested', 'customer', `${customer.name} 申请添加 ${member.name},等待确认`);
    return { outcome: 'waiting', relation, callbacks: [], welcomeCode: false };
  }
  if (mode === 'half') {
    relation.state = 'half';
    store(sandbox, relation, 'half_added', 'customer', `${customer.name} 免验证添加了 ${member.name},成员尚未确认`);
    const code = issueWelcomeCode(sandbox, member, customer);
    const callbacks = tellContactChange(sandbox, 'add_half_external_contact', member, customer.externalUserId, {
      State: relation.channelState,
      WelcomeCode: code,
    });
    return { outcome: 'half', relation, callbacks, welcomeCode: code !== '' };
  }
  return becomeFriends(sandbox, relation, member, customer, issueWelcomeCode(sandbox, member, customer), []);
}

/** Friends through a code without verification; one event or two, as the setting says (the documents do not). */
export function addThroughOpenCode(sandbox: Sandbox, request: Omit<AddRequest, 'mode'>): Added {
  if (sandbox.settings.skipVerifyEvents === 'full') return addFriend(sandbox, { ...request, mode: 'full' });
  const half = addFriend(sandbox, { ...request, mode: 'half' });
  if (half.outcome !== 'half') return half;
  const full = becomeFriends(sandbox, half.relation, request.member, request.customer, '', half.callbacks);
  return { ...full, welcomeCode: half.welcomeCode };
}

/** The member confirms a waiting or half request. */
export function confirmFriend(sandbox: Sandbox, member: Member, customer: Customer): Added {
  const relation = sandbox.world.relations.of(member.userId, customer.externalUserId);
  if (relation?.state !== 'waiting' && relation?.state !== 'half')
    throw new ActError('conflict', '没有待确认的好友申请');
  const welcomed =
    relation.state === 'half' && isWelcomed(sandbox, member.userId, customer.externalUserId, relation.addedAt);
  return becomeFriends(
    sandbox,
    relation,
    member,
    customer,
    welcomed ? '' : issueWelcomeCode(sandbox, member, customer),
    [],
  );
}

/** `source` DELETE_BY_TRANSFER marks a removal by on-job inheritance. */
export function deleteFriend(
  sandbox: Sandbox,
  member: Member,
  customer: Customer,
  by: 'member' | 'customer',
  source?: 'DELETE_BY_TRANSFER',
): { relation: Relation | null; callbacks: string[] } {
  const { world } = sandbox;
  const relation = world.relations.of(member.userId, customer.externalUserId);
  const gone: Relation['state'] = by === 'member' ? 'deleted_by_member' : 'deleted_by_customer';
  if (!relation || relation.state === gone) throw new ActError('conflict', '已经不是好友');
  const wasDeleted = relation.state === 'deleted_by_member' || relation.state === 'deleted_by_customer';
  const text =
    by === 'member' ? `${member.name} 删除了客户 ${customer.name}` : `${customer.name} 删除了 ${member.name}`;
  if (wasDeleted || relation.state === 'waiting') {
    world.relations.delete(relationKey(member.userId, customer.externalUserId));
    sandbox.live.tell({
      kind: 'relation',
      userId: member.userId,
      externalUserId: customer.externalUserId,
      change: 'deleted',
      by,
      relation: null,
      text,
    });
    // A customer who leaves a member that had left her first is no news to the corp.
    if (by === 'customer') return { relation: null, callbacks: [] };
    return {
      relation: null,
      callbacks: tellContactChange(
        sandbox,
        'del_external_contact',
        member,
        customer.externalUserId,
        source ? { Source: source } : {},
      ),
    };
  }
  if (by === 'member')
    Object.assign(relation, { remark: '', description: '', company: '', mobiles: [], tags: [], privateTags: [] });
  relation.state = gone;
  store(sandbox, relation, 'deleted', by, text);
  const callbacks =
    by === 'member'
      ? tellContactChange(
          sandbox,
          'del_external_contact',
          member,
          customer.externalUserId,
          source ? { Source: source } : {},
        )
      : tellContactChange(sandbox, 'del_follow_user', member, customer.externalUserId);
  return { relation, callbacks };
}

/** The customer agrees to archiving in this chat, or refuses. Only consent is told (doc 92005). */
export function giveConsent(
  sandbox: Sandbox,
  member: Member,
  customer: Customer,
  agree: boolean,
): { relation: Relation; callbacks: string[] } {
  const relation = sandbox.world.relations.of(member.userId, customer.externalUserId);
  if (relation?.state !== 'friend') throw new ActError('conflict', '还不是好友,不能同意会话存档');
  relation.consent = agree ? 'agree' : 'disagree';
  relation.consentAt = sandbox.clock.now();
  store(
    sandbox,
    relation,
    'consented',
    'customer',
    `${customer.name} ${agree ? '同意' : '不同意'} ${member.name} 的会话存档`,
  );
  tellAnswer(sandbox, relation);
  if (!agree) return { relation, callbacks: [] };
  const welcomed = isWelcomed(sandbox, member.userId, customer.externalUserId, relation.addedAt);
  const code = welcomed ? '' : issueWelcomeCode(sandbox, member, customer);
  return {
    relation,
    callbacks: tellContactChange(sandbox, 'msg_audit_approved', member, customer.externalUserId, { WelcomeCode: code }),
  };
}

/** The archive tells of either answer, whatever was agreed before (doc 91774). */
function tellAnswer(sandbox: Sandbox, { userId, externalUserId, consent, consentAt }: Relation): void {
  const answer =
    consent === 'agree'
      ? { msgtype: 'agree', body: { userid: externalUserId, agree_time: consentAt } }
      : { msgtype: 'disagree', body: { userid: externalUserId, disagree_time: consentAt } };
  archiveMessage(sandbox, { from: externalUserId, toList: [userId], roomId: '', at: consentAt, ...answer });
}

function becomeFriends(
  sandbox: Sandbox,
  relation: Relation,
  member: Member,
  customer: Customer,
  code: string,
  before: string[],
): Added {
  relation.state = 'friend';
  relation.addedAt = sandbox.clock.now();
  store(sandbox, relation, 'added', 'customer', `${customer.name} 与 ${member.name} 成为好友`);
  addNotice(
    sandbox,
    member.userId,
    customer.externalUserId,
    `${member.name} 与 ${customer.name} 已成为好友,现在可以开始聊天了`,
  );
  const callbacks = tellContactChange(sandbox, 'add_external_contact', member, customer.externalUserId, {
    State: relation.channelState,
    WelcomeCode: code,
  });
  if (relation.consent === 'agree') {
    tellAnswer(sandbox, relation);
    callbacks.push(...tellContactChange(sandbox, 'msg_audit_approved', member, customer.externalUserId));
  }
  return { outcome: 'added', relation, callbacks: [...before, ...callbacks], welcomeCode: code !== '' };
}

/** The record of the bond: a new one, or the old one of people who find each other again. */
function enter(sandbox: Sandbox, request: AddRequest, known: Relation | undefined): Relation {
  const { member, customer, addWay, state, operUserId } = request;
  const now = sandbox.clock.now();
  const agrees = member.archived && sandbox.settings.archive.autoAgree;
  const fresh = {
    addedAt: now,
    addWay,
    channelState: state,
    operUserId,
    consent: agrees ? ('agree' as const) : ('none' as const),
    consentAt: agrees ? now : 0,
  };
  if (known) return Object.assign(known, fresh);
  return {
    seq: sandbox.world.next('relation'),
    userId: member.userId,
    externalUserId: customer.externalUserId,
    state: 'friend',
    remark: '',
    description: '',
    company: '',
    mobiles: [],
    remarkPicture: '',
    tags: [],
    privateTags: [],
    transfers: [],
    ...fresh,
  };
}

type Change = 'added' | 'half_added' | 'requested' | 'edited' | 'deleted' | 'transferred' | 'consented';

function store(sandbox: Sandbox, relation: Relation, change: Change, by: 'member' | 'customer', text: string): void {
  sandbox.world.relations.put(relation);
  const { userId, externalUserId } = relation;
  sandbox.live.tell({
    kind: 'relation',
    userId,
    externalUserId,
    change,
    by,
    relation: presentRelation(sandbox, relation),
    text,
  });
}
