import { askRoomConsent } from '../archive/room-consent.ts';
import { newMemberVersion } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupChat, GroupMember } from '../world/group-types.ts';

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

interface DemoGroup {
  name: string;
  owner: string;
  colleagues: string[];
  /** How many of the owner's customers are in it. */
  customers: number;
  /** … and of the customers of somebody else: the members know each other only from here. */
  guestsOf: string;
  notice: string;
  daysAgo: number;
  lines: ['owner' | 'colleague' | number, string][];
}

const groups: DemoGroup[] = [
  {
    name: '会员福利群①',
    owner: 'zhangwei',
    colleagues: ['lina', 'yangxue', 'wangfang'],
    customers: 5,
    guestsOf: 'wangfang',
    notice: '本群不定期发放优惠券,请勿发广告。',
    daysAgo: 60,
    lines: [
      ['owner', '各位好,本周五晚上 8 点直播,群里的朋友有专属优惠'],
      [0, '多少钱?有没有满减'],
      ['colleague', '满 300 减 50,直播间下单再送一份小礼品'],
      [2, '已预约,周五见'],
    ],
  },
  {
    name: '装修答疑群',
    owner: 'lina',
    colleagues: ['wangfang'],
    customers: 4,
    guestsOf: 'wangfang',
    notice: '',
    daysAgo: 21,
    lines: [
      [1, '请问厨房用什么材料好打理?'],
      ['owner', '推荐石英石台面,耐磨也好清洁,我发一份对比给大家'],
      [0, '谢谢,正好需要'],
    ],
  },
  {
    name: '老客户交流群',
    owner: 'zhaomin',
    colleagues: ['sunhao', 'wuting'],
    customers: 6,
    guestsOf: 'sunhao',
    notice: '售后问题请直接 @吴婷。',
    daysAgo: 120,
    lines: [
      [3, '上次买的那套,配件还能单独补吗'],
      ['colleague', '可以的,您把型号发我'],
    ],
  },
];

/** Groups of the demo corp with a code for the first two, so that a newcomer finds something to join and to talk in. */
export function seedDemoGroups(sandbox: Sandbox, demoId: (prefix: string, seed: string) => string): void {
  const { world, clock } = sandbox;
  const made = groups.map((demo, index) => seedGroup(sandbox, demo, demoId('wr', `group ${index}`), demoId));
  world.joinWays.put({
    // Config ids are hex; this one stays the same at every start.
    configId: '6b8d1f3e5a7c9024b6d8f0a2c4e68013',
    seq: world.next('join_way'),
    scene: 2,
    remark: '福利群群码',
    autoCreateRoom: true,
    roomBaseName: '会员福利群',
    roomBaseId: 2,
    chatIds: made.slice(0, 2).map((group) => group.chatId),
    createdChatIds: [],
    state: '福利群海报',
    markSource: false,
    createdAt: clock.now() - 30 * dayMs,
  });
}

function seedGroup(
  sandbox: Sandbox,
  demo: DemoGroup,
  chatId: string,
  demoId: (prefix: string, seed: string) => string,
): GroupChat {
  const { world, clock } = sandbox;
  const createdAt = clock.now() - demo.daysAgo * dayMs;
  const colleagues = demo.colleagues.map((userId) => person(userId, 1, demo.owner, createdAt));
  const own = friendsOf(sandbox, demo.owner, demo.customers);
  const guests = friendsOf(sandbox, demo.guestsOf, 2).filter((id) => !own.includes(id));
  const customers = [
    ...own.map((id, index) => person(id, 2, demo.owner, createdAt + index * 20 * minuteMs)),
    ...guests.map((id, index) => person(id, 2, demo.guestsOf, createdAt + (index + 1) * dayMs)),
  ];
  const group = world.groups.put({
    chatId,
    seq: world.next('group'),
    openGid: demoId('tG', chatId),
    name: demo.name,
    owner: demo.owner,
    admins: demo.colleagues.slice(0, 1),
    notice: demo.notice,
    createdAt,
    status: 0,
    capacity: 0,
    version: newMemberVersion(),
    members: [person(demo.owner, 1, '', createdAt), ...colleagues, ...customers],
    dismissed: false,
    welcomeTemplateId: '',
  });
  askRoomConsent(
    sandbox,
    chatId,
    customers.map(({ id }) => id),
  );
  demo.lines.forEach(([who, text], index) => {
    const from = who === 'owner' ? demo.owner : who === 'colleague' ? demo.colleagues[0] : customers[who]?.id;
    const seq = world.next('chat_message');
    world.groupMessages.put({
      id: `chat${seq}`,
      seq,
      at: clock.now() - (demo.daysAgo / 20) * dayMs + index * 4 * minuteMs,
      chatId,
      from: from ?? demo.owner,
      via: 'client',
      content: { kind: 'text', text },
    });
  });
  return group;
}

function friendsOf(sandbox: Sandbox, userId: string, count: number): string[] {
  return [...sandbox.world.relations.byMember(userId)]
    .filter((relation) => relation.state === 'friend')
    .slice(0, count)
    .map((relation) => relation.externalUserId);
}

const person = (id: string, type: 1 | 2, inviter: string, joinedAt: number): GroupMember => ({
  id,
  type,
  joinedAt,
  joinScene: 1,
  inviter,
  state: '',
  nickname: '',
});
