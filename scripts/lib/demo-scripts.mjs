import { signIn } from './demo-sign-in.mjs';

/** What 示范公司's reps say, by category. */
const categories = [
  {
    name: '开场',
    scripts: [
      {
        title: '新客问好',
        text: '{客户昵称}您好,我是{企业名称}的{员工姓名},以后装修上的事直接找我。您的房子是新房还是旧房翻新?',
        keywords: ['打招呼', '首次'],
      },
      { title: '约量尺', text: '{客户昵称},方便的话我约师傅上门量一下,大约 40 分钟,不收费。您看周末还是工作日合适?' },
    ],
  },
  {
    name: '报价',
    scripts: [
      {
        title: '价格怎么算',
        text: '我们按套内面积一口价,不增项。100 平方米品质方案大约 16.8 万元,具体以量尺后的合同为准。',
        keywords: ['多少钱', '价格'],
      },
      {
        title: '嫌贵',
        text: '理解您的顾虑。我们贵在柜体全部 ENF 级、增项我们付,您可以把别家的报价单发我,我帮您逐项对一下。',
      },
    ],
  },
  {
    name: '售后',
    scripts: [{ title: '验收提醒', text: '{客户昵称},这周可以验收了,我整理了一份验收清单,到时候我陪您一起看。' }],
  },
];

/**
 * Where the company has no scripts, the demo's admin writes some through the API: a rep finds something to say.
 * @param {{ origin: string, admin: string, signal?: AbortSignal }} options
 */
export async function makeDemoScripts({ origin, admin, signal }) {
  const call = await signIn(origin, admin, signal);
  const known = new Map((await call('GET', '/api/script-categories')).items.map(({ id, name }) => [name, id]));
  if ((await call('POST', '/api/scripts/search', { whose: 'company', limit: 1 })).items.length > 0) return;
  for (const { name, scripts } of categories) {
    const categoryId = known.get(name) ?? (await call('POST', '/api/script-categories', { name, isMine: false })).id;
    for (const script of scripts) await call('POST', '/api/scripts', { ...script, categoryId, isMine: false });
  }
}
