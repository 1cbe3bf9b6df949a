import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from './demo-sign-in.mjs';

const READ_WITHIN_MS = 60_000;
const POLL_MS = 250;

const rep = (userId, dailyCap = null) => ({ userId, dailyCap });
const brochure = {
  kind: 'link',
  title: '春季新品手册',
  url: 'https://example.com/spring',
  description: '三分钟看完今年的新方案',
};

/** Places where a customer finds a code of 示范公司. @param {(name: string) => string} tag id of the tag of that name */
const channels = (tag) => [
  {
    name: '公众号菜单',
    members: [rep('zhoujie')],
    tagIds: [tag('官网')],
    welcome: greeting('谢谢关注示范公司,想了解什么直接问我。', []),
  },
  {
    name: '门店海报',
    members: [rep('zhaomin', 20), rep('sunhao', 20)],
    spareUserId: 'zhoujie',
    welcome: greeting('欢迎到店,需要量尺或者报价随时找我。', []),
  },
  {
    name: '春季展会',
    members: ['zhangwei', 'lina', 'wangfang'].map((userId) => rep(userId)),
    tagIds: [tag('展会')],
    remarkRule: '{昵称}-展会',
    welcome: greeting('这是展会上说的资料,有问题随时找我:', [brochure]),
  },
];

function greeting(text, attachments) {
  const hello = '你好 {客户昵称},我是示范公司的{员工姓名}。';
  const closed = {
    from: '18:30',
    to: '09:00',
    text: `${hello}现在不是上班时间,上班后第一时间回复你。${text}`,
    attachments,
  };
  return { text: `${hello}${text}`, attachments, byTimeOfDay: [closed] };
}

/**
 * Where there is no channel code yet, the demo's admin makes the first through the API: a newcomer finds something to scan.
 * @param {{ origin: string, admin: string, signal?: AbortSignal }} options
 */
export async function makeDemoChannels({ origin, admin, signal }) {
  const call = await signIn(origin, admin, signal);
  if ((await call('POST', '/api/channels/search', { limit: 1 })).items.length > 0) return;
  const tagIds = await tagsOnceRead(call, signal);
  for (const channel of channels((name) => tagIds.get(name))) await call('POST', '/api/channels', channel);
}

/** The first sync brings members before tags: once the tags are here, so are the reps. */
async function tagsOnceRead(call, signal) {
  const deadline = performance.now() + READ_WITHIN_MS;
  while (performance.now() < deadline) {
    const { items } = await call('GET', '/api/tag-groups');
    if (items.length > 0) return new Map(items.flatMap(({ tags }) => tags).map(({ id, name }) => [name, id]));
    await sleep(POLL_MS, undefined, { signal });
  }
  throw new Error(`the tags were not read within ${READ_WITHIN_MS / 1000} s`);
}
