import { tellContactChange } from '../callback/events.ts';
import { presentRelation } from '../control/present.ts';
import type { Sandbox } from '../sandbox.ts';
import { relationKey } from '../world/relation-store.ts';
import type { Member, Relation, Transfer } from '../world/types.ts';
import { ActError } from './act-error.ts';
import { addChatMessage } from './chat.ts';

/** A transfer takes effect 24 h after its start unless the customer refuses (doc 92125, 94081). */
export const transferAfterMs = 24 * 3_600_000;

/** Completes transfers whose time has come. Returns the callbacks. */
export function settleDueTransfers(sandbox: Sandbox): string[] {
  const now = sandbox.clock.now();
  const due = sandbox.world.transfers.filter((transfer) => transfer.status === 2 && transfer.takeoverTime <= now);
  return due.flatMap((transfer) => settleTransfer(sandbox, transfer, 'done'));
}

export function findWaitingTransfer(
  sandbox: Sandbox,
  externalUserId: string,
  handoverUserId: string,
  takeoverUserId: string,
): Transfer {
  const found = sandbox.world.transfers.find(
    (transfer) =>
      transfer.status === 2 &&
      transfer.externalUserId === externalUserId &&
      transfer.handoverUserId === handoverUserId &&
      transfer.takeoverUserId === takeoverUserId,
  );
  if (!found) throw new ActError('not_found', '没有正在进行的客户转接');
  return found;
}

/** What the customer decides, or the platform. Outcomes reach the receiver, unlike the call that started the transfer. */
export function settleTransfer(
  sandbox: Sandbox,
  transfer: Transfer,
  outcome: 'done' | 'customer_refused' | 'customer_limit_exceed',
): string[] {
  const { world, clock } = sandbox;
  const takeover = world.member(transfer.takeoverUserId);
  if (!takeover) throw new ActError('not_found', '接替成员不存在');
  if (outcome !== 'done') {
    world.transfers.put({ ...transfer, status: outcome === 'customer_refused' ? 3 : 4, takeoverTime: 0 });
    return tellContactChange(sandbox, 'transfer_fail', takeover, transfer.externalUserId, { FailReason: outcome });
  }
  world.transfers.put({ ...transfer, status: 1, takeoverTime: clock.now() });
  const old = world.relations.of(transfer.handoverUserId, transfer.externalUserId);
  const hadTaker = world.relations.of(transfer.takeoverUserId, transfer.externalUserId);
  const wasFriend = hadTaker?.state === 'friend';
  // A customer who returns to a member who once handed her on brings no add event (doc 92125).
  const returning = world.transfers.find(
    (past) =>
      past.status === 1 &&
      past.id !== transfer.id &&
      past.externalUserId === transfer.externalUserId &&
      past.handoverUserId === transfer.takeoverUserId,
  );
  const relation = takeOver(sandbox, transfer, takeover, old, hadTaker);
  if (transfer.successMessage) {
    const { userId, externalUserId } = relation;
    addChatMessage(sandbox, {
      userId,
      externalUserId,
      from: 'member',
      via: 'transfer',
      content: { kind: 'text', text: transfer.successMessage },
    });
  }
  const callbacks: string[] = [];
  const handover = world.member(transfer.handoverUserId);
  if (old) world.relations.delete(relationKey(old.userId, old.externalUserId));
  if (handover && handover.status !== 5) {
    callbacks.push(
      ...tellContactChange(sandbox, 'del_external_contact', handover, transfer.externalUserId, {
        Source: 'DELETE_BY_TRANSFER',
      }),
    );
  }
  if (!wasFriend && !returning)
    callbacks.push(...tellContactChange(sandbox, 'add_external_contact', takeover, transfer.externalUserId));
  return callbacks;
}

/** Whether remark and tags go along is not documented; here they do. */
function takeOver(
  sandbox: Sandbox,
  transfer: Transfer,
  takeover: Member,
  old: Relation | undefined,
  present: Relation | undefined,
): Relation {
  const { world, clock } = sandbox;
  const relation: Relation = present ?? {
    seq: world.next('relation'),
    userId: takeover.userId,
    externalUserId: transfer.externalUserId,
    state: 'friend',
    remark: old?.remark ?? '',
    description: old?.description ?? '',
    company: old?.company ?? '',
    mobiles: old?.mobiles ?? [],
    remarkPicture: '',
    addedAt: clock.now(),
    addWay: 202,
    channelState: '',
    operUserId: 'admin',
    tags: old?.tags ?? [],
    privateTags: [],
    consent: 'none',
    consentAt: 0,
    transfers: old?.transfers ?? [],
  };
  if (relation.state !== 'friend') Object.assign(relation, { state: 'friend', addedAt: clock.now(), addWay: 202 });
  world.relations.put(relation);
  const name = world.customers.get(transfer.externalUserId)?.name ?? transfer.externalUserId;
  const { userId, externalUserId } = relation;
  const text = `客户 ${name} 已转接给 ${takeover.name}`;
  sandbox.live.tell({
    kind: 'relation',
    userId,
    externalUserId,
    change: 'transferred',
    by: 'system',
    relation: presentRelation(sandbox, relation),
    text,
  });
  return relation;
}
