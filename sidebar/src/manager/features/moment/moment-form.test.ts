import { expect, test } from 'vitest';
import { emptyMoment, fieldsOf, missingIn } from './moment-form.ts';

const link = { title: '春季手册', url: 'https://example.com/a', cover: 'cover' };

test('words alone, pictures alone, a video or a whole link are enough', () => {
  expect(missingIn(emptyMoment)).toMatch('请填写文字');
  expect(missingIn({ ...emptyMoment, text: ' ' })).toMatch('请填写文字');
  expect(missingIn({ ...emptyMoment, text: '好' })).toBeNull();
  expect(missingIn({ ...emptyMoment, pictures: ['a'] })).toBeNull();
  expect(missingIn({ ...emptyMoment, media: 'video' })).toMatch('请填写文字');
  expect(missingIn({ ...emptyMoment, media: 'video', video: 'v' })).toBeNull();
  expect(missingIn({ ...emptyMoment, media: 'link', link })).toBeNull();
});

test('half a link is not sent, even with words', () => {
  const half = (more: object) => missingIn({ ...emptyMoment, text: '好', media: 'link', link: { ...link, ...more } });
  expect(half({ url: '' })).toBe('请填写网址');
  expect(half({ url: 'example.com' })).toMatch('https://');
  expect(half({ title: ' ' })).toBe('请填写链接标题');
  expect(half({ cover: '' })).toMatch('封面图');
});

test('chosen people and tags must be named, and only what is chosen is asked for', () => {
  expect(missingIn({ ...emptyMoment, text: '好', publishers: 'some' })).toMatch('员工或部门');
  expect(missingIn({ ...emptyMoment, text: '好', publishers: 'some', departmentIds: [3] })).toBeNull();
  expect(missingIn({ ...emptyMoment, text: '好', audience: 'tags' })).toMatch('标签');
  const all = fieldsOf({ ...emptyMoment, text: '好', userIds: ['a'], departmentIds: [3], tagIds: ['t'], video: 'v' });
  expect(all).toEqual({ text: '好', media: { kind: 'none' }, userIds: [], departmentIds: [], tagIds: [] });
});
