import { describe, expect, test } from 'vitest';
import { decideOrder, type Ordered } from './order.ts';

const ours = (id: string, sort: number): Ordered => ({ id, sort, ours: true });
const foreign = (id: string, sort: number): Ordered => ({ id, sort, ours: false });

function sequenceAfter(items: Ordered[]): string[] | null {
  const changes = decideOrder(items);
  if (!changes) return null;
  return items
    .map((item) => ({ id: item.id, sort: changes.get(item.id) ?? item.sort }))
    .sort((a, b) => b.sort - a.sort)
    .map((item) => item.id);
}

describe('the order of tags', () => {
  test('what stands in the wanted sequence is not touched', () => {
    expect(decideOrder([ours('a', 30), ours('b', 20), foreign('c', 10)])).toEqual(new Map());
  });

  test('new tags, all at zero, come into the wanted sequence', () => {
    expect(sequenceAfter([ours('b', 0), ours('c', 0), ours('a', 0)])).toEqual(['b', 'c', 'a']);
  });

  test('ours move between those that are not ours, which stay', () => {
    const items = [foreign('x', 500), ours('a', 900), foreign('y', 100), ours('b', 800)];
    expect(sequenceAfter(items)).toEqual(['x', 'a', 'y', 'b']);
    expect([...decideOrder(items)!.keys()].sort()).toEqual(['a', 'b']);
  });

  test('moving one that is not ours is refused', () => {
    expect(decideOrder([foreign('x', 100), foreign('y', 500)])).toBeNull();
  });

  test('no room between two that are not ours is refused', () => {
    expect(decideOrder([foreign('x', 5), ours('a', 9), foreign('y', 4)])).toBeNull();
  });
});
