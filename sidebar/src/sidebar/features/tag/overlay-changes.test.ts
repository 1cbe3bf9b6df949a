import { expect, test } from 'vitest';
import { overlayChanges } from './overlay-changes.ts';

const tag = (tagId: string) => ({ tagId, name: tagId, groupId: 'g', groupName: '组' });
const names = (tags: { tagId: string }[]) => tags.map((one) => one.tagId);

test('changes under way are shown as done, the last word wins', () => {
  const changes = [
    { tag: tag('b'), on: true },
    { tag: tag('a'), on: false },
    { tag: tag('b'), on: false },
    { tag: tag('c'), on: true },
  ];
  expect(names(overlayChanges([tag('a')], changes))).toEqual(['c']);
});

test('a tag already there is not shown twice, and keeps where it came from', () => {
  const known = { ...tag('a'), origins: [1] };
  expect(overlayChanges([known], [{ tag: tag('a'), on: true }])).toEqual([known]);
});
