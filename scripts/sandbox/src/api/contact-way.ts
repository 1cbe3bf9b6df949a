/** Contact ways (联系我): doc 92228. All POST, all made through the API, so no callback follows. */
import { presentContactWay } from '../control/present.ts';
import { newConfigId } from '../ids.ts';
import { withChildren, type Sandbox } from '../sandbox.ts';
import type { ContactWay } from '../world/types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { memberInRange } from './external-contact.ts';
import type { Parameters } from './parameters.ts';

const mostMembers = 100;
const daySeconds = 24 * 3_600;
const memberErrors = [60111, 50002, 41054, 40098, 84074, 40066, 41041] as const;

export const addContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_contact_way',
  doc: '92228',
  title: '新建联系我',
  token: 'customer',
  errors: [41037, 41038, 41039, 41040, 41042, 41045, ...memberErrors],
  handle({ sandbox, body, now }) {
    const type = body.int('type', { missing: 41037, min: 1, max: 2, invalid: 41039 }) as 1 | 2;
    const scene = body.int('scene', { missing: 41038, min: 1, max: 2, invalid: 41040 }) as 1 | 2;
    // One quota with the ways to join groups.
    const { contactWays, joinWays } = sandbox.world;
    if (contactWays.size + joinWays.size >= sandbox.limits.contactWays) fail(41045);
    // Temporary chats are for medical companies only.
    if (body.flag('is_temp', false)) fail(48002, 'is_temp needs a medical company');
    const way: ContactWay = {
      configId: newConfigId(),
      seq: sandbox.world.next('contact_way'),
      type,
      scene,
      style: 0,
      remark: '',
      skipVerify: true,
      state: '',
      users: [],
      parties: [],
      isExclusive: body.flag('is_exclusive', false),
      isTemp: false,
      expiresIn: 0,
      chatExpiresIn: 0,
      unionId: '',
      markSource: false,
      conclusions: null,
      createdAt: now,
    };
    applyChanges(sandbox, way, body);
    if (type === 1 && way.users.length !== 1) fail(40063, 'type 1 needs exactly one user');
    if (type === 2 && way.users.length === 0 && way.parties.length === 0) fail(40063, 'user and party');
    sandbox.world.contactWays.put(way);
    tell(sandbox, way, 'created', '接口新建了渠道活码');
    return { config_id: way.configId, ...(scene === 2 ? { qr_code: sandbox.qrCodeUrl(way.configId) } : {}) };
  },
};

export const getContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_contact_way',
  doc: '92228',
  title: '读取联系我',
  token: 'customer',
  errors: [41043, 41044],
  handle: ({ sandbox, body }) => ({ contact_way: fields(sandbox, wayOf(sandbox, body)) }),
};

/** By default the last 90 days. */
export const listContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/list_contact_way',
  doc: '92228',
  title: '读取联系我列表',
  token: 'customer',
  errors: [50100],
  handle({ sandbox, body, now }) {
    const nowSeconds = Math.floor(now / 1_000);
    const start = body.int('start_time', { fallback: nowSeconds - 90 * daySeconds, min: 0 });
    const end = body.int('end_time', { fallback: nowSeconds, min: 0 });
    const limit = body.int('limit', { fallback: 100, min: 1, max: 1_000 });
    const cursor = body.text('cursor');
    const from = cursor ? Number(/^l(\d+)$/.exec(cursor)?.[1] ?? fail(50100)) : 0;
    const found = sandbox.world.contactWays
      .filter((way) => way.seq > from && inWindow(way, start, end))
      .sort((a, b) => a.seq - b.seq);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      contact_way: page.map((way) => ({ config_id: way.configId })),
      next_cursor: found.length > limit && last ? `l${last.seq}` : '',
    };
  },
};

/** Each given field replaces the old value; type, scene and is_temp are fixed. */
export const updateContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/update_contact_way',
  doc: '92228',
  title: '更新联系我',
  token: 'customer',
  errors: [41043, 41044, 41042, ...memberErrors],
  handle({ sandbox, body }) {
    const way = wayOf(sandbox, body);
    const next = { ...way };
    applyChanges(sandbox, next, body);
    if (way.type === 1 && next.users.length !== 1) fail(40063, 'type 1 needs exactly one user');
    if (way.type === 2 && next.users.length === 0 && next.parties.length === 0) fail(40063, 'user and party');
    sandbox.world.contactWays.put(next);
    tell(sandbox, next, 'edited', '接口更新了渠道活码');
  },
};

export const delContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/del_contact_way',
  doc: '92228',
  title: '删除联系我',
  token: 'customer',
  errors: [41043, 41044],
  handle({ sandbox, body }) {
    const way = wayOf(sandbox, body);
    sandbox.world.contactWays.delete(way.configId);
    tell(sandbox, way, 'removed', '接口删除了渠道活码');
  },
};

export const contactWayEndpoints = [addContactWay, getContactWay, listContactWay, updateContactWay, delContactWay];

function wayOf(sandbox: Sandbox, body: Parameters): ContactWay {
  return sandbox.world.contactWays.get(body.text('config_id', { missing: 41043 })) ?? fail(41044);
}

function inWindow(way: ContactWay, start: number, end: number): boolean {
  const createdAt = Math.floor(way.createdAt / 1_000);
  return createdAt >= start && createdAt <= end;
}

function applyChanges(sandbox: Sandbox, way: ContactWay, body: Parameters): void {
  if (body.has('remark')) way.remark = body.text('remark', { maxChars: 30 });
  if (body.has('state')) way.state = body.text('state', { maxChars: 30 });
  if (body.has('skip_verify')) way.skipVerify = body.flag('skip_verify', true);
  if (body.has('style')) way.style = body.int('style', { min: 0, max: 10, invalid: 41042 });
  if (body.has('mark_source')) way.markSource = body.flag('mark_source', false);
  if (body.has('user')) way.users = body.texts('user').map((userId) => usableMember(sandbox, userId));
  if (body.has('party')) {
    way.parties = body.ints('party');
    if (way.type === 1 && way.parties.length > 0) fail(40035, 'party needs type 2');
    for (const id of way.parties) if (!sandbox.world.departments.has(String(id))) fail(40066, String(id));
  }
  if (membersOfWay(sandbox, way).length > mostMembers || way.users.length > mostMembers) fail(41041);
}

/** Members must be activated, verified, have customer contact and be in range. */
function usableMember(sandbox: Sandbox, userId: string): string {
  const member = memberInRange(sandbox, userId);
  if (member.status !== 1) fail(41054, userId);
  if (!member.verified) fail(40098, userId);
  if (!member.customerContact) fail(84074, userId);
  return member.userId;
}

/** Everybody behind a code: its members and those of its departments. */
export function membersOfWay(sandbox: Sandbox, way: ContactWay): string[] {
  const found = new Set(way.users);
  if (way.parties.length > 0) {
    const departments = withChildren(sandbox.world, way.parties);
    for (const member of sandbox.world.members.values()) {
      if (member.departments.some((id) => departments.has(id))) found.add(member.userId);
    }
  }
  return [...found];
}

function fields(sandbox: Sandbox, way: ContactWay): Record<string, unknown> {
  return {
    config_id: way.configId,
    type: way.type,
    scene: way.scene,
    ...(way.scene === 1 ? { style: way.style } : {}),
    remark: way.remark,
    skip_verify: way.skipVerify,
    state: way.state,
    ...(way.scene === 2 ? { qr_code: sandbox.qrCodeUrl(way.configId) } : {}),
    user: way.users,
    party: way.parties,
    is_temp: false,
    is_exclusive: way.isExclusive,
    mark_source: way.markSource,
  };
}

function tell(sandbox: Sandbox, way: ContactWay, change: 'created' | 'edited' | 'removed', text: string): void {
  const { remark, state } = presentContactWay(sandbox, way);
  sandbox.live.tell({
    kind: 'contact-way',
    configId: way.configId,
    change,
    text: `${text}${remark || state ? `「${remark || state}」` : ''}`,
  });
}
