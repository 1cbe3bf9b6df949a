import { expect, test } from 'vitest';
import { type Candidate, recognise, type SoughtMoment } from './recognise.ts';

const at = (minute: number) => Date.UTC(2026, 2, 8, 10, minute);
const link = { kind: 'link', title: '春季手册', url: 'https://example.com/spring', coverAssetId: 'cover' } as const;

const listed = (momentId: string, more: Partial<Candidate> = {}): Candidate => ({
  momentId,
  text: '春季新品',
  creator: null,
  createdAt: at(0),
  isPartly: false,
  images: 0,
  hasVideo: false,
  link: null,
  publishers: ['zhang', 'li'],
  ...more,
});

const asked = (userIds: string[], more: Partial<SoughtMoment['asked']> = {}) => ({
  userIds: new Set(userIds),
  areNamed: true,
  mayPublish: userIds.length,
  ...more,
});

const sought = (more: Partial<SoughtMoment> = {}): SoughtMoment => ({
  id: '1',
  text: '春季新品',
  media: { kind: 'none' },
  tagIds: [],
  calledAt: at(0),
  isInWork: false,
  asked: asked(['zhang', 'li']),
  ...more,
});

const found = (one: SoughtMoment, candidates: Candidate[], rivals: SoughtMoment[] = [], isPatienceOver = false) =>
  recognise(one, rivals, candidates, { isPatienceOver });

test('the one that is like it in all that WeCom tells is it', () => {
  expect(found(sought(), [listed('a')])).toBe('a');
  expect(found(sought({ text: ' 春季新品\n' }), [listed('a')])).toBe('a');
  expect(found(sought(), [listed('a', { publishers: ['Zhang', 'LI'] })])).toBe('a');
  expect(found(sought({ media: link }), [listed('a', { link: { title: '春季手册', url: link.url } })])).toBe('a');
});

test('the same words alone are not enough', () => {
  const others: Partial<Candidate>[] = [
    { text: '夏季新品' },
    { isPartly: true },
    { images: 1 },
    { hasVideo: true },
    { link: { title: '春季手册', url: link.url } },
    { publishers: ['wang'] },
    { publishers: ['zhang', 'li', 'wang'] },
  ];
  for (const other of others) expect(found(sought(), [listed('a', other)], [], true), JSON.stringify(other)).toBeNull();
  const pictures = sought({ media: { kind: 'images', assetIds: ['1', '2'] } });
  expect(found(pictures, [listed('a', { images: 1 })])).toBeNull();
  expect(found(pictures, [listed('a', { images: 2 })])).toBe('a');
  const otherUrl = { title: '春季手册', url: 'https://example.com/summer' };
  expect(found(sought({ media: link }), [listed('a', { link: otherUrl })])).toBeNull();
});

test('one with an author was written in WeCom’s own pages: it is taken only where no other comes', () => {
  const written = listed('a', { creator: 'zhang' });
  expect(found(sought(), [written, listed('b')])).toBe('b');
  expect(found(sought(), [written])).toBe('open');
  expect(found(sought(), [written], [], true)).toBe('a');
});

test('of two with the same words each finds its own, by who publishes them', () => {
  const [one, two] = [sought({ asked: asked(['zhang']) }), sought({ id: '2', asked: asked(['li']) })];
  const both = [listed('a', { publishers: ['zhang'] }), listed('b', { publishers: ['li'] })];
  expect(found(one, both, [two])).toBe('a');
  expect(found(two, both, [one])).toBe('b');
  const everybody = sought({ id: '3', asked: asked(['zhang', 'li', 'wang'], { areNamed: false }) });
  expect(found(everybody, [listed('a', { publishers: ['zhang'] })], [one], true)).toBe('open');
  expect(found(everybody, [...both, listed('c', { publishers: ['zhang', 'li', 'wang'] })], [one, two])).toBe('c');
});

test('two that differ in nothing WeCom tells are matched in the order they were asked for, once both are there', () => {
  const [first, second] = [sought(), sought({ id: '2', calledAt: at(1) })];
  const both = [listed('b', { createdAt: at(1) }), listed('a', { createdAt: at(0) })];
  expect(found(first, both, [second])).toBe('a');
  expect(found(second, both, [first])).toBe('b');
  // One of the two never arrived, and nothing says which.
  expect(found(first, [listed('a')], [second], true)).toBe('open');
  expect(found(second, [listed('a')], [first], true)).toBe('open');
});

test('what a job that still runs may be making is not taken from it', () => {
  const rival = sought({ id: '2', isInWork: true, calledAt: at(1) });
  expect(found(sought(), [listed('a')], [rival])).toBe('open');
  expect(found(sought(), [listed('a')], [{ ...rival, text: '夏季新品' }])).toBe('a');
});

test('where WeCom asks other people than our books say, it is waited for a better one, and taken when it is the only one', () => {
  const fewer = listed('a', { publishers: ['zhang'] });
  expect(found(sought(), [fewer])).toBe('open');
  expect(found(sought(), [fewer], [], true)).toBe('a');
  expect(found(sought(), [fewer, listed('b', { publishers: [] })], [], true)).toBe('open');
  const department = sought({ asked: asked(['zhang'], { areNamed: false }) });
  expect(found(department, [listed('a')], [], true)).toBe('a');
});

test('for customers with certain tags fewer people may be asked', () => {
  const partly = sought({ tagIds: ['et1'] });
  expect(found(partly, [listed('a', { isPartly: true, publishers: ['li'] })])).toBe('a');
  expect(found(partly, [listed('a', { publishers: ['li'] })], [], true)).toBeNull();
});
