import { createHash } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import type { Customer, Member } from '../world/types.ts';
import { demoChats } from './demo-chats.ts';
import { seedDemoGroups } from './demo-groups.ts';
import { personName, weChatName } from './names.ts';

const dayMs = 24 * 3_600_000;
const customerCount = 80;

const departments = [
  { id: 1, name: '示范公司', parentId: 0, order: 100 },
  { id: 2, name: '销售一部', parentId: 1, order: 90 },
  { id: 3, name: '销售二部', parentId: 1, order: 80 },
  { id: 4, name: '客服部', parentId: 1, order: 70 },
  { id: 5, name: '市场部', parentId: 1, order: 60 },
];

/** Who runs the CRM of the demo: the general manager and the head of marketing. */
export const demoAdmins = ['chenyu', 'yangxue'];

/** userId, name, position, department, leader, gender */
const members: [string, string, string, number, boolean, 1 | 2][] = [
  ['chenyu', '陈宇', '总经理', 1, true, 1],
  ['zhangwei', '张伟', '销售经理', 2, true, 1],
  ['lina', '李娜', '销售顾问', 2, false, 2],
  ['wangfang', '王芳', '销售顾问', 2, false, 2],
  ['liuqiang', '刘强', '销售顾问', 2, false, 1],
  ['zhaomin', '赵敏', '销售经理', 3, true, 2],
  ['sunhao', '孙浩', '销售顾问', 3, false, 1],
  ['zhoujie', '周洁', '销售顾问', 3, false, 2],
  ['wuting', '吴婷', '客服主管', 4, true, 2],
  ['zhenglei', '郑磊', '客服专员', 4, false, 1],
  ['yangxue', '杨雪', '市场经理', 5, true, 2],
  ['huangbo', '黄波', '市场专员', 5, false, 1],
];

/** Groups made through the API may be edited by the app; the last one was made in the console and is read-only for it. */
const tagGroups: { name: string; createdBy: 'app' | 'console'; tags: string[] }[] = [
  { name: '客户等级', createdBy: 'app', tags: ['重要客户', '普通客户', '潜在客户'] },
  { name: '意向', createdBy: 'app', tags: ['高意向', '中意向', '低意向', '已成交'] },
  { name: '来源', createdBy: 'app', tags: ['展会', '直播', '老客户介绍', '官网'] },
  { name: '地区', createdBy: 'app', tags: ['上海', '北京', '广州', '深圳', '杭州', '成都'] },
  { name: '行业', createdBy: 'console', tags: ['装修', '教育', '餐饮', '零售', '制造'] },
];

/** The demo corp: the same ids at every start, moments relative to now. */
export function seedDemoCorp(sandbox: Sandbox): void {
  const { world } = sandbox;
  for (const department of departments)
    world.departments.put({
      ...department,
      name: department.id === 1 ? sandbox.credentials.corpName : department.name,
    });
  members.forEach((row, index) => world.members.put(demoMember(row, index)));
  seedTags(sandbox);
  for (let index = 0; index < customerCount; index += 1) seedCustomer(sandbox, index);
  seedStrangers(sandbox);
  seedDemoGroups(sandbox, demoId);
}

function demoMember(
  [userId, name, position, department, isLeader, gender]: (typeof members)[number],
  index: number,
): Member {
  return {
    userId,
    name,
    alias: '',
    position,
    mobile: `1380000${String(1_000 + index)}`,
    gender,
    departments: [department],
    isLeader,
    status: 1,
    customerContact: true,
    consoleWelcome: '',
    archived: true,
    verified: true,
  };
}

function seedTags(sandbox: Sandbox): void {
  const { world, clock } = sandbox;
  tagGroups.forEach((group, groupIndex) => {
    const id = demoId('et', `group ${group.name}`);
    const createdAt = clock.now() - 200 * dayMs;
    world.tagGroups.put({
      id,
      name: group.name,
      order: tagGroups.length - groupIndex,
      createdAt,
      deleted: false,
      createdBy: group.createdBy,
    });
    group.tags.forEach((name, index) => {
      world.tags.put({
        id: demoId('et', `tag ${group.name} ${name}`),
        groupId: id,
        name,
        order: group.tags.length - index,
        createdAt,
        deleted: false,
      });
    });
  });
}

function seedCustomer(sandbox: Sandbox, index: number): void {
  const { world, clock } = sandbox;
  // Every tenth comes from another company's WeCom.
  const isPartner = index % 10 === 9;
  const customer = putCustomer(sandbox, index, isPartner ? personName(index + 900) : weChatName(index), isPartner);
  const sellers = members.slice(1, 10);
  const hosts =
    index % 9 === 0
      ? [sellers[index % sellers.length], sellers[(index + 3) % sellers.length]]
      : [sellers[index % sellers.length]];
  for (const [position, host] of hosts.entries()) {
    if (!host) continue;
    const addedAt = clock.now() - ((index * 5) % 180) * dayMs - ((index * 37) % 600) * 60_000 - 3_600_000;
    world.relations.put({
      seq: world.next('relation'),
      userId: host[0],
      externalUserId: customer.externalUserId,
      state: index % 27 === 13 ? 'deleted_by_customer' : 'friend',
      remark:
        index % 3 === 0
          ? `${customer.name}·${['展会', '门店', '老客户介绍'][index % 9 === 0 ? 0 : (index / 3) % 3] ?? '门店'}`
          : '',
      description: index % 7 === 0 ? '对价格比较敏感,周末联系方便' : '',
      company:
        index % 4 === 1 && !isPartner
          ? `${personName(index + 300)[0]}记${['装饰', '餐饮', '教育', '贸易'][index % 4] ?? '贸易'}`
          : '',
      mobiles: index % 5 === 0 ? [`1370000${String(1_000 + index)}`] : [],
      remarkPicture: '',
      addedAt,
      addWay: [1, 1, 3, 2, 4][index % 5] ?? 1,
      channelState: '',
      operUserId: customer.externalUserId,
      tags: isPartner ? [] : tagsFor(index),
      privateTags: index % 11 === 0 ? ['喝茶'] : [],
      consent: 'agree',
      consentAt: addedAt,
      transfers: [],
    });
    if (position === 0) seedChat(sandbox, host[0], customer, index, addedAt);
  }
}

/** People without a relation, ready to scan their first code. */
function seedStrangers(sandbox: Sandbox): void {
  const strangers: [string, 1 | 2][] = [
    ['林晓雨', 2],
    ['何家豪', 1],
    ['许静', 2],
    ['唐悦', 2],
    ['阿杰', 1],
  ];
  strangers.forEach(([name, gender], index) => {
    putCustomer(sandbox, 1_000 + index, name, false).gender = gender;
  });
}

function putCustomer(sandbox: Sandbox, index: number, name: string, isPartner: boolean): Customer {
  return sandbox.world.customers.put({
    externalUserId: demoId(isPartner ? 'wo' : 'wm', `customer ${index}`),
    name,
    type: isPartner ? 2 : 1,
    gender: ((index * 7) % 3) as 0 | 1 | 2,
    corpName: isPartner ? '友邻贸易有限公司' : '',
    position: isPartner ? '采购' : '',
    unionId: isPartner ? '' : demoId('o', `union ${index}`),
    openId: demoId('o', `open ${index}`),
    corpOpenId: demoId('o', `corp open ${index}`),
  });
}

function tagsFor(index: number): string[] {
  const found: string[] = [];
  tagGroups.forEach((group, groupIndex) => {
    if ((index + groupIndex) % 3 === 0) return;
    const name = group.tags[(index * (groupIndex + 2)) % group.tags.length];
    if (name) found.push(demoId('et', `tag ${group.name} ${name}`));
  });
  return found;
}

function seedChat(sandbox: Sandbox, userId: string, customer: Customer, index: number, addedAt: number): void {
  const { world } = sandbox;
  const lines = index % 2 === 0 ? demoChats[(index / 2) % demoChats.length] : undefined;
  lines?.forEach(([from, text], position) => {
    const seq = world.next('chat_message');
    const at = addedAt + (position + 1) * 7 * 60_000;
    world.chats.put({
      id: `chat${seq}`,
      seq,
      at,
      userId,
      externalUserId: customer.externalUserId,
      from,
      via: 'client',
      content: { kind: 'text', text },
    });
  });
}

/** 32 characters that are the same at every start. */
function demoId(prefix: string, seed: string): string {
  const text = createHash('sha256')
    .update(`zhike demo ${seed}`)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return `${prefix}${text.slice(0, 32 - prefix.length)}`;
}
