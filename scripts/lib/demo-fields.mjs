import { signIn } from './demo-sign-in.mjs';

const choices = (...labels) => labels.map((label) => ({ label }));

/** What 示范公司 wants to know of its customers. */
const fields = [
  { name: '装修风格', kind: 'single_choice', options: choices('现代', '中式', '北欧', '还没想好') },
  { name: '关注空间', kind: 'multiple_choice', options: choices('客厅', '卧室', '厨房', '全屋') },
  { name: '预算', kind: 'number', unit: '万元' },
  { name: '生日', kind: 'date' },
  { name: '小区', kind: 'text' },
];

/**
 * Those that are not there yet are made by the demo's admin through the API: a newcomer finds something to fill in.
 * @param {{ origin: string, admin: string, signal?: AbortSignal }} options
 */
export async function makeDemoFields({ origin, admin, signal }) {
  const call = await signIn(origin, admin, signal);
  const known = new Set((await call('GET', '/api/custom-fields')).items.map(({ name }) => name));
  for (const field of fields) if (!known.has(field.name)) await call('POST', '/api/custom-fields', field);
}
