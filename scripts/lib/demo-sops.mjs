import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from './demo-sign-in.mjs';

const NAME = '新客户 7 天跟进';

/** @param {string} title @param {object} at @param {object} deed */
const step = (title, at, deed) => ({ title, at, deed });
/** The day of the start is day 0. @param {number} days @param {string} time */
const day = (days, time) => ({ kind: 'day', days, time });

/** The pages of a new brochure are read in the background: it can be sent only afterwards. */
const TRIES = 30;

async function findMaterials(call, signal) {
  for (let tried = 0; ; tried += 1) {
    const { items } = await call('POST', '/api/materials/search', { limit: 50 });
    const brochure = items.find(({ title }) => title === '春季产品手册');
    const story = items.find(({ kind }) => kind === 'case');
    if ((brochure && story) || tried === TRIES) return { brochure, story };
    await sleep(2_000, undefined, { signal });
  }
}

/**
 * Where there is no SOP, the demo's admin makes one through the API and switches it on: every new friend gets a first step after
 * a minute. Asks that the materials be there.
 * @param {{ origin: string, admin: string, signal?: AbortSignal }} options
 */
export async function makeDemoSops({ origin, admin, signal }) {
  const call = await signIn(origin, admin, signal);
  if ((await call('POST', '/api/sops/search', { limit: 1 })).items.length > 0) return;
  const { brochure, story } = await findMaterials(call, signal);
  // Somebody emptied the library, or the brochure cannot be read: there is nothing the steps could send.
  if (!brochure || !story) return;
  const { id } = await call('POST', '/api/sops', {
    name: NAME,
    description: '每位新客户都走一遍,不漏掉任何人',
    start: { kind: 'added' },
    auto: { filter: null },
    steps: [
      step(
        '打招呼,发产品手册',
        { kind: 'minutes', minutes: 1 },
        {
          kind: 'send',
          materialIds: [brochure.id],
          note: '介绍自己,请客户先看报价方案那一页',
        },
      ),
      step('问清小区和面积', day(1, '10:00'), { kind: 'other', note: '记到客户资料里,方便报价' }),
      step('电话回访', day(3, '15:00'), { kind: 'call', note: '问对手册的看法,约上门量尺' }),
      step('发一个案例', day(7, '10:00'), { kind: 'send', materialIds: [story.id], note: '' }),
    ],
  });
  await call('POST', `/api/sops/${id}/switch`, { isOn: true });
}
