import { readFile } from 'node:fs/promises';
import { signIn } from './demo-sign-in.mjs';

const BROCHURE = new URL('./demo-assets/brochure.pdf', import.meta.url);
const DAY = 86_400_000;

const article = `<h2>为什么要先看环保等级</h2>
<p>板材的甲醛释放会持续三到十五年,选对等级比事后治理便宜得多。国家标准里 <strong>ENF 级</strong>要求每立方米不超过 0.025 毫克,是目前最严的一档。</p>
<h2>三步看懂一张检测报告</h2>
<ol><li>先看送检日期,超过一年的不作数。</li><li>再看检测方法,气候箱法比穿孔法更接近真实环境。</li><li>最后看结论页的数值,而不是「合格」两个字。</li></ol>
<blockquote>我们给每位客户的柜体都留了同批次的样块,入住前可以自己送检。</blockquote>
<h2>常见的三个误区</h2>
<p>没有气味不等于没有甲醛;贵的不一定环保;多放绿植只能改善心情。</p>
<p>想看自己小区做过的案例和检测报告,直接回复我楼盘名称就可以。</p>`;

const story = `<p>林女士一家三口,套内 89 平方米,二手房整屋翻新。最在意两件事:孩子的房间,和不要再增项。</p>
<h2>我们做了什么</h2>
<ul><li>拆掉厨房和餐厅之间的墙,客餐厨连成一体;</li><li>儿童房全部用 ENF 级板材,家具圆角处理;</li><li>一口价 15.2 万元,最后结算 15.2 万元。</li></ul>
<p>入住前第三方检测,甲醛 0.02 毫克每立方米。</p>`;

/** A template with other words in some of its texts, by the element's id. */
const withWords = (design, words) => ({
  ...design,
  elements: design.elements.map((one) => (one.id in words ? { ...one, content: words[one.id] } : one)),
});

/**
 * What 示范公司's reps show their customers.
 * @param {{ brochureId: string, folder: (name: string) => string, now: number, posters: Record<string, any> }} made
 */
const materials = ({ brochureId, folder, now, posters }) => [
  {
    title: '春季产品手册',
    description: '三种风格、一口价方案、45 天怎么过,三分钟看完',
    folderId: folder('产品手册'),
    content: { kind: 'brochure', assetId: brochureId },
  },
  {
    title: '环保等级怎么看',
    description: '一张检测报告,三步看懂',
    folderId: folder('好文'),
    content: { kind: 'article', html: article, author: '示范公司' },
  },
  {
    title: '89 ㎡ 二手房翻新,一分钱没多花',
    description: '一家三口,45 天入住',
    folderId: folder('案例'),
    content: {
      kind: 'case',
      html: story,
      client: '滨江花园林女士',
      industry: '二手房翻新',
      results: [
        { label: '工期', value: '45 天' },
        { label: '结算', value: '15.2 万' },
        { label: '增项', value: '0 元' },
      ],
    },
  },
  {
    title: '生日祝福',
    description: '自动写上客户昵称和你的名片',
    folderId: folder('客户关怀'),
    content: { kind: 'poster', design: posters.birthday },
  },
  {
    title: '元旦问候',
    description: '新年第一声问候',
    folderId: folder('客户关怀'),
    content: {
      kind: 'poster',
      design: withWords(posters.holiday, {
        festival: '元旦',
        lunar: '新年第一声问候',
        wishes: '感谢一路信任\n愿您新的一年家宅安宁，万事顺意 🏮',
      }),
    },
  },
  {
    title: '周末看房直播',
    description: '带你走一遍正在施工的工地',
    folderId: folder('活动'),
    content: {
      kind: 'live',
      url: 'https://example.com/live',
      startsAt: now + 3 * DAY,
      endsAt: now + 3 * DAY + 5_400_000,
      host: '张伟',
      text: '水电、瓦工、木作三个阶段的工地各看一个,现场回答问题。',
    },
  },
  {
    title: '官网案例库',
    description: '按小区找我们做过的房子',
    folderId: folder('案例'),
    content: { kind: 'link', url: 'https://example.com/cases' },
  },
  {
    title: '量尺须知',
    description: '上门量尺前发给客户',
    folderId: folder('好文'),
    content: {
      kind: 'text',
      text: '{客户昵称}您好,明天上门量尺大约需要 40 分钟,请提前准备好户型图(没有也没关系)。到门口我会给您打电话。——{员工姓名}',
    },
  },
];

const folders = ['产品手册', '案例', '好文', '活动', '客户关怀'];

/**
 * Where the library is empty, the demo's admin fills it through the API: a rep finds something to send.
 * @param {{ origin: string, admin: string, signal?: AbortSignal }} options
 */
export async function makeDemoMaterials({ origin, admin, signal }) {
  const call = await signIn(origin, admin, signal);
  if ((await call('POST', '/api/materials/search', { limit: 1, states: 'all' })).items.length > 0) return;
  const { now } = await call('GET', '/api/me');
  const ids = new Map();
  for (const { id, name } of (await call('GET', '/api/material-folders')).items) ids.set(name, id);
  for (const name of folders)
    if (!ids.has(name)) ids.set(name, (await call('POST', '/api/material-folders', { name })).id);
  const query = new URLSearchParams({ kind: 'file', name: '春季产品手册.pdf' });
  const { id: brochureId } = await call('POST', `/api/media?${query}`, new Uint8Array(await readFile(BROCHURE)));
  // Found only now: before the first start it is not built.
  const { posterTemplates } = await import('@zhike/shared/formulas/poster/templates');
  const posters = Object.fromEntries(posterTemplates.map(({ id, design }) => [id, design]));
  // Oldest first: the brochure stands on top of the list.
  for (const draft of materials({ brochureId, folder: (name) => ids.get(name), now, posters }).reverse())
    await call('POST', '/api/materials', draft);
}
