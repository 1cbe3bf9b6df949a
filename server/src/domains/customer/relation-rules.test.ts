import { expect, test } from 'vitest';
import { decideRelation, deletionHolds } from './relation-rules.ts';

const stored = (over: Partial<Parameters<typeof decideRelation>[0] & object> = {}) => ({
  status: 'active' as const,
  addedAt: 1000,
  removedAt: null,
  syncedAt: 5000,
  ...over,
});
const truth = { addedAt: 1000, readAt: 6000, isHalf: false };

test('a relation seen for the first time is added', () => {
  expect(decideRelation(null, truth)).toBe('added');
});

test('a reading older than what is stored changes nothing', () => {
  expect(decideRelation(stored(), { ...truth, readAt: 4999 })).toBe('stale');
});

test('a half friend whom the rep has confirmed is confirmed', () => {
  expect(decideRelation(stored({ status: 'half' }), truth)).toBe('confirmed');
  expect(decideRelation(stored({ status: 'half' }), { ...truth, isHalf: true })).toBe('unchanged');
});

test('WeCom goes on listing a relation that the customer has deleted: it stays ended', () => {
  expect(decideRelation(stored({ status: 'deleted_by_customer', removedAt: 3000 }), truth)).toBe('ended');
});

test('adding again after a deletion revives the relation', () => {
  expect(decideRelation(stored({ status: 'deleted_by_customer', removedAt: 3000 }), { ...truth, addedAt: 4000 })).toBe(
    'revived',
  );
  expect(decideRelation(stored({ status: 'deleted_by_member', removedAt: 3000 }), { ...truth, addedAt: 3000 })).toBe(
    'revived',
  );
});

test('a deletion told late does not end a relation that was made after it', () => {
  expect(deletionHolds(3000, 4000, stored())).toBe(false);
  expect(deletionHolds(3000, null, stored({ addedAt: 4000 }))).toBe(false);
  expect(deletionHolds(3000, 1000, stored())).toBe(true);
  expect(deletionHolds(3000, null, null)).toBe(true);
});
