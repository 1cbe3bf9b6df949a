import { expect, test } from 'vitest';
import type { LiveEvent } from '../../src/control/live-event.ts';
import { nextStep, story } from './story.ts';

const added: LiveEvent = {
  kind: 'relation',
  seq: 1,
  at: 0,
  machineAt: 0,
  text: '',
  userId: 'lina',
  externalUserId: 'wm1',
  change: 'added',
  by: 'customer',
  relation: null,
};
const nothingShown = () => false;
const addStep = story.findIndex((step) => step.target === 'phone-add');

test('a step goes on when the next control is there', () => {
  expect(nextStep(0, nothingShown, [])).toBe(0);
  expect(nextStep(0, (target) => target === 'phone-codes', [])).toBe(1);
});

test('whoever adds a friend without a code skips the steps about the code', () => {
  expect(nextStep(1, nothingShown, [added])).toBe(addStep + 1);
});

test('a friend added by somebody else later does not move the story', () => {
  const last = story.length - 1;
  expect(nextStep(last, nothingShown, [added])).toBe(last);
});
