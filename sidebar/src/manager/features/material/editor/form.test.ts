import { MaterialDraft } from '@zhike/shared/contracts/material';
import { type MaterialContent } from '@zhike/shared/contracts/material-content';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import { expect, test } from 'vitest';
import { kindList } from '../kinds.ts';
import { differencesOf } from './differences.ts';
import { findProblems } from './find-problems.ts';
import { bodyOf, emptyForm, formOf } from './form.ts';
import { summarise } from './summary.ts';

const ASSET = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const FOLDER = '01HYYYYYYYYYYYYYYYYYYYYYYY';
const contents: MaterialContent[] = [
  { kind: 'text', text: '你好 {客户昵称}' },
  { kind: 'image', assetId: ASSET },
  { kind: 'video', assetId: ASSET },
  { kind: 'file', assetId: ASSET },
  { kind: 'brochure', assetId: ASSET },
  { kind: 'article', html: '<p>正文</p>', author: '小知' },
  {
    kind: 'case',
    html: '<p>做法</p>',
    client: '云栖酒店',
    industry: '酒店',
    results: [{ label: '工期', value: '缩短 30%' }],
  },
  { kind: 'poster', design: posterTemplates[0]!.design },
  { kind: 'link', url: 'https://example.com/a' },
  { kind: 'miniprogram', appId: 'wx0123456789abcdef', page: 'pages/home/index' },
  {
    kind: 'live',
    url: 'https://example.com/live',
    startsAt: Date.UTC(2026, 10, 8, 11, 30),
    endsAt: Date.UTC(2026, 10, 8, 13, 0),
    host: '陈静',
    text: '新品',
  },
];
const view = (content: MaterialContent) => ({
  kind: content.kind,
  version: 3,
  title: '夏季新品',
  description: '三分钟看懂',
  coverAssetId: null,
  folderId: FOLDER,
  departmentIds: [2],
  validFrom: null,
  validUntil: '2026-12-31',
  content,
});
const names = { department: (id: number) => ({ 2: '华东销售部' })[id], folder: () => '产品 / 照明' };
const TODAY = '2026-11-08';

test('every kind has a form', () => {
  expect(contents.map(({ kind }) => kind).sort()).toEqual([...kindList].sort());
});

test.each(contents)(
  '$kind goes from the server into the form and back unchanged, and the server takes it',
  (content) => {
    const { version: _, kind: __, ...saved } = view(content);
    const body = bodyOf(formOf(view(content)));
    expect(body).toEqual(saved);
    expect(MaterialDraft.parse(body)).toEqual(saved);
    expect(findProblems(formOf(view(content)))).toEqual({});
  },
);

test('a live stream is told on the wall clock of the company', () => {
  expect(formOf(view(contents.at(-1)!))).toMatchObject({ startsAt: '2026-11-08T19:30', endsAt: '2026-11-08T21:00' });
});

test('lines of results that were left empty are not sent', () => {
  const form = { ...formOf(view(contents[6]!)), results: [{ key: 'a', label: ' ', value: '' }] };
  expect(bodyOf(form).content).toMatchObject({ results: [] });
});

test('an empty form says what is missing, by kind', () => {
  const missing = (kind: (typeof kindList)[number]) => Object.keys(findProblems(emptyForm(kind)));
  expect(missing('text')).toEqual(['title', 'text']);
  expect(missing('brochure')).toEqual(['title', 'asset']);
  expect(missing('article')).toEqual(['title', 'html']);
  expect(missing('case')).toEqual(['title', 'client', 'html']);
  expect(missing('link')).toEqual(['title', 'url']);
  expect(missing('miniprogram')).toEqual(['title', 'appId', 'page']);
  expect(missing('live')).toEqual(['title', 'url', 'startsAt']);
});

test('what customers would stumble over is told before it is saved', () => {
  const form = formOf(view(contents[0]!));
  expect(findProblems({ ...form, text: '你好 {客户昵陈}' }).text).toContain('「客户昵陈」');
  expect(findProblems({ ...form, text: '长'.repeat(1400) }).text).toBe('文字太长,最多约 1333 个汉字');
  expect(findProblems({ ...form, validFrom: '2027-01-01' }).valid).toBe('截止日期不能早于开始日期');
  expect(findProblems({ ...emptyForm('link'), title: 'x', url: 'javascript:alert(1)' }).url).toContain('http');
  const live = formOf(view(contents.at(-1)!));
  expect(findProblems({ ...live, endsAt: live.startsAt }).endsAt).toBe('结束时间要晚于开始时间');
  const half = { ...formOf(view(contents[6]!)), results: [{ key: 'a', label: '工期', value: '' }] };
  expect(findProblems(half).results).toBe('每一项成果都要填写指标和数字');
});

test('what saving will do is said in sentences', () => {
  expect(summarise(formOf(view(contents[0]!)), names, TODAY)).toEqual([
    '只有华东销售部(含下级)的员工可以发送。',
    '2026-12-31 后不再提供。',
    '直接发出文字,看不到客户是否读过。',
    '发送时自动填入客户昵称。',
    '放在「产品 / 照明」里。',
    '保存后生成新版本;已经发出去的不会变。',
  ]);
  expect(summarise(emptyForm('article'), names, TODAY).slice(0, 2)).toEqual(['全体员工都可以发送。', '长期有效。']);
  const soon = { ...emptyForm('link'), validFrom: '2026-12-01', validUntil: '2026-12-24' };
  expect(summarise(soon, names, TODAY)[1]).toBe('2026-12-01 起才能发送,2026-12-24 后不再提供。');
  expect(summarise({ ...soon, validFrom: '', validUntil: '2026-11-07' }, names, TODAY)[1]).toContain('已过');
});

test('of two versions only what differs is shown, in words', () => {
  const mine = formOf(view(contents[5]!));
  const theirs = { ...mine, title: '冬季新品', html: '<h2>小标题</h2><p>别的正文</p>', departmentIds: [] };
  expect(differencesOf(mine, theirs, names)).toEqual([
    { label: '标题', mine: '夏季新品', theirs: '冬季新品' },
    { label: '谁可以发送', mine: '华东销售部', theirs: '全体员工' },
    { label: '正文', mine: '正文', theirs: '小标题\n别的正文' },
  ]);
  expect(differencesOf(mine, { ...mine, version: 9 }, names)).toEqual([]);
});
