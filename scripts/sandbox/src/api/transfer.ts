/** Handing customers on, on the job and after leaving: doc 92125, 94088, 94081, 94082. The outcome comes 24 h later. */
import { transferAfterMs } from '../acts/transfer.ts';
import type { Sandbox } from '../sandbox.ts';
import { isVisibleToApi } from '../world/relation-store.ts';
import type { Member, Transfer } from '../world/types.ts';
import type { Call, Endpoint, Reply } from './endpoint.ts';
import { ApiError, fail } from './errors.ts';
import { memberInRange } from './external-contact.ts';

const ninetyDaysMs = 90 * 24 * 3_600_000;
const startErrors = [40003, 40031, 40032, 60111, 50002, 40097, 40098, 40130, 41054, 84074] as const;

export const transferCustomer: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/transfer_customer',
  doc: '92125',
  title: '分配在职成员的客户',
  token: 'customer',
  errors: startErrors,
  handle: (call) => start(call, false),
};

export const resignedTransferCustomer: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/resigned/transfer_customer',
  doc: '94081',
  title: '分配离职成员的客户',
  token: 'customer',
  errors: startErrors,
  handle: (call) => start(call, true),
};

export const transferResult: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/transfer_result',
  doc: '94088',
  title: '查询客户接替状态',
  token: 'customer',
  errors: [50100],
  handle: (call) => result(call, false),
};

export const resignedTransferResult: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/resigned/transfer_result',
  doc: '94082',
  title: '查询离职客户接替状态',
  token: 'customer',
  errors: [50100],
  handle: (call) => result(call, true),
};

export const transferEndpoints = [transferCustomer, resignedTransferCustomer, transferResult, resignedTransferResult];

function start({ sandbox, body, now }: Call, resigned: boolean): Reply {
  const handoverId = body.required('handover_userid');
  const takeover = memberInRange(sandbox, body.required('takeover_userid'));
  const ids = body.texts('external_userid', { missing: 40063, max: 100, tooMany: 40032 });
  const successMessage = body.text('transfer_success_msg', { maxChars: 200 });
  const handover = sandbox.world.member(handoverId) ?? fail(60111, handoverId);
  if (resigned && handover.status !== 5) fail(40097);
  if (!resigned && handover.status === 5) fail(40003, 'handover_userid has left');
  if (handover.userId === takeover.userId) fail(40130);
  if (takeover.status !== 1) fail(41054);
  if (!takeover.verified) fail(40098);
  if (!takeover.customerContact) fail(84074);
  const customer = ids.map((externalUserId) => {
    const errcode = startOne(sandbox, { handover, takeover, externalUserId, resigned, successMessage, now });
    return { external_userid: externalUserId, errcode };
  });
  return { customer };
}

interface OneTransfer {
  handover: Member;
  takeover: Member;
  externalUserId: string;
  resigned: boolean;
  successMessage: string;
  now: number;
}

/** 0 means started. Failures are told per customer, not for the whole call. */
function startOne(
  sandbox: Sandbox,
  { handover, takeover, externalUserId, resigned, successMessage, now }: OneTransfer,
): number {
  const { world } = sandbox;
  try {
    if (!world.customers.has(externalUserId)) fail(40096);
    const relation = world.relations.of(handover.userId, externalUserId);
    if (!relation || !isVisibleToApi(relation)) return 40131;
    if (world.transfers.find((transfer) => transfer.externalUserId === externalUserId && transfer.status === 2))
      fail(40129);
    const recent = relation.transfers.filter((at) => now - at < ninetyDaysMs);
    if (!resigned && recent.length >= 2) fail(40128);
    if (world.relations.byMember(takeover.userId).length >= sandbox.limits.customersPerMember) fail(40099);
    relation.transfers = [...recent, now];
    world.relations.put(relation);
    const seq = world.next('transfer');
    const transfer: Transfer = {
      id: `transfer${seq}`,
      seq,
      resigned,
      externalUserId,
      handoverUserId: handover.userId,
      takeoverUserId: takeover.userId,
      startedAt: now,
      status: 2,
      takeoverTime: now + transferAfterMs,
      successMessage,
    };
    world.transfers.put(transfer);
    return 0;
  } catch (error) {
    if (error instanceof ApiError) return error.errcode;
    throw error;
  }
}

function result({ sandbox, body }: Call, resigned: boolean): Reply {
  const handover = body.required('handover_userid').toLowerCase();
  const takeover = body.required('takeover_userid').toLowerCase();
  const cursor = body.text('cursor');
  const from = cursor ? Number(/^t(\d+)$/.exec(cursor)?.[1] ?? fail(50100)) : 0;
  const found = sandbox.world.transfers
    .filter((transfer) => transfer.resigned === resigned && transfer.seq > from)
    .filter(
      (transfer) =>
        transfer.handoverUserId.toLowerCase() === handover && transfer.takeoverUserId.toLowerCase() === takeover,
    )
    .sort((a, b) => a.seq - b.seq);
  const page = found.slice(0, 1_000);
  const last = page.at(-1);
  return {
    customer: page.map(({ externalUserId, status, takeoverTime }) => ({
      external_userid: externalUserId,
      status,
      takeover_time: status <= 2 ? Math.floor(takeoverTime / 1_000) : 0,
    })),
    next_cursor: found.length > page.length && last ? `t${last.seq}` : '',
  };
}
