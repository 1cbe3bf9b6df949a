import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from './demo-sign-in.mjs';

const DAY = 86_400_000;
/** The first sync brings the customers; it takes a few seconds. */
const TRIES = 60;
/** Birthdays so many days from now, at these ages: one today, so that there is something to send at once. */
const BIRTHDAYS = [
  { inDays: 0, age: 36 },
  { inDays: 2, age: 41 },
  { inDays: 3, age: 29 },
  { inDays: 3, age: 52 },
  { inDays: 9, age: 33 },
  { inDays: 16, age: 45 },
  { inDays: 24, age: 38 },
];

/** The rep whose WeCom the simulated client shows first. */
const FIRST_REP = '张伟';

/** The first one is a contact of that rep, who answers for her: the birthday of today is hers to congratulate. */
async function findCustomers(call, signal) {
  const [rep] = (await call('POST', '/api/members/search', { q: FIRST_REP, limit: 1 })).items;
  const search = async (more) =>
    (await call('POST', '/api/customers/search', { status: 'active', limit: BIRTHDAYS.length, ...more })).items;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const all = await search({});
    const [first] = rep ? await search({ filter: { field: 'follow_user', op: 'any', values: [rep.userId] } }) : all;
    if (all.length === BIRTHDAYS.length && first) {
      if (rep) await call('PUT', `/api/customers/${first.id}/owner`, { ownerUserId: rep.userId });
      return [first, ...all.filter(({ id }) => id !== first.id)].slice(0, BIRTHDAYS.length);
    }
    await sleep(2_000, undefined, { signal });
  }
  return [];
}

/** @param {number} inDays @param {number} age */
function bornOn(inDays, age) {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + inDays * DAY);
  const [year, month, date] = day.split('-');
  // Nobody of the demo has to be born on the 29th of February of a year that has none.
  return `${Number(year) - age}-${month}-${month === '02' && date === '29' ? '28' : date}`;
}

/**
 * Where there is no care plan, the demo's admin makes two through the API, for birthdays and for 春节, and notes the birthdays of some
 * customers. Asks that the fields be there; a poster of the library goes along where there is one.
 * @param {{ origin: string, admin: string, signal?: AbortSignal }} options
 */
export async function makeDemoCare({ origin, admin, signal }) {
  const call = await signIn(origin, admin, signal);
  if ((await call('GET', '/api/care-plans')).items.length > 0) return;
  const { items: fields } = await call('GET', '/api/custom-fields');
  const birthday = fields.find(({ name, kind, isRetired }) => name === '生日' && kind === 'date' && !isRetired);
  // Somebody took it out of use.
  if (!birthday) return;
  const { items: materials } = await call('POST', '/api/materials/search', { limit: 50 });
  const posters = materials.filter(({ kind }) => kind === 'poster');
  const posterFor = (word) => (posters.find(({ title }) => title.includes(word)) ?? posters[0])?.id;
  const plan = async (word, draft) => {
    const posterId = posterFor(word);
    const body = { ...draft, materialIds: posterId ? [posterId] : [] };
    const { id } = await call('POST', '/api/care-plans', body);
    await call('POST', `/api/care-plans/${id}/switch`, { isOn: true });
  };
  for (const [index, { id }] of (await findCustomers(call, signal)).entries()) {
    const { inDays, age } = BIRTHDAYS[index];
    const value = { kind: 'date', day: bornOn(inDays, age) };
    await call('PUT', `/api/customers/${id}/fields/${birthday.id}`, { value });
  }
  await plan('生日', {
    title: '生日祝福',
    occasion: { kind: 'birthday', fieldId: birthday.id, calendar: 'solar' },
    time: '00:00',
    dueTime: '20:00',
    text: '{客户昵称},今天是您的生日,祝您生日快乐,新的一岁平安顺遂!——{企业名称} {员工姓名}',
  });
  await plan('春节', {
    title: '春节祝福',
    occasion: { kind: 'holiday', festivalId: 'spring-festival' },
    daysBefore: 1,
    daysOff: 'before',
    text: '{客户昵称},给您拜年了!祝您和家人新春快乐、阖家安康!——{企业名称} {员工姓名}',
  });
}
