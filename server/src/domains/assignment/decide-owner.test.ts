import { expect, test } from 'vitest';
import { decideOwner, type OwnerFacts, type Rep } from './decide-owner.ts';

const rep = (userId: string, name: string, canServe = true): Rep => ({ userId, name, canServe });
const zhang = rep('zhang', '张伟');
const li = rep('li', '李娜');
const gone = rep('gone', '王强', false);
const facts = (more: Partial<OwnerFacts> = {}): OwnerFacts => ({
  added: zhang,
  owner: null,
  isReturning: false,
  otherReps: [],
  channel: { name: '春季展会', situation: 'on_duty', overCap: false },
  viaSync: false,
  now: 1,
  ...more,
});

test('a new customer belongs to the rep she added', () => {
  const { ownerUserId, reason } = decideOwner(facts());
  expect(ownerUserId).toBe('zhang');
  expect(reason).toMatchObject({
    rule: 'added_rep',
    sentence: '客户扫「春季展会」添加了张伟,由张伟负责',
    alternatives: [],
    decidedAt: 1,
  });
  expect(reason.facts).toContainEqual({ label: '来源渠道', value: '春季展会' });
});

test('the reason tells when the rep was off duty, beyond the cap or standing in', () => {
  const sentence = (channel: Partial<NonNullable<OwnerFacts['channel']>>) =>
    decideOwner(facts({ channel: { name: '官网', situation: 'on_duty', overCap: false, ...channel } })).reason.sentence;
  expect(sentence({ situation: 'off_duty' })).toContain('不在张伟的值班时间');
  expect(sentence({ overCap: true })).toContain('已到上限');
  expect(sentence({ situation: 'spare' })).toContain('备用员工');
});

test('a returning customer keeps her owner, and the added rep is named as the alternative', () => {
  const { ownerUserId, reason } = decideOwner(facts({ owner: li, isReturning: true }));
  expect(ownerUserId).toBe('li');
  expect(reason.rule).toBe('returning_customer');
  expect(reason.sentence).toBe('客户再次到来,添加了张伟;熟客仍由李娜负责');
  expect(reason.alternatives).toEqual([{ userId: 'zhang', why: expect.any(String) }]);
});

test('adding the owner once more changes nothing', () => {
  expect(decideOwner(facts({ owner: zhang, isReturning: true }))).toMatchObject({
    ownerUserId: 'zhang',
    reason: { rule: 'same_owner' },
  });
});

test('an owner who has left hands on to the rep she added', () => {
  const { ownerUserId, reason } = decideOwner(facts({ owner: gone, isReturning: true }));
  expect(ownerUserId).toBe('zhang');
  expect(reason.rule).toBe('owner_gone');
  expect(reason.sentence).toContain('王强');
});

test('when the added rep cannot serve, the longest contact takes over, else nobody', () => {
  expect(decideOwner(facts({ added: gone, otherReps: [rep('x', '赵', false), li] }))).toMatchObject({
    ownerUserId: 'li',
    reason: { rule: 'oldest_contact' },
  });
  expect(decideOwner(facts({ added: gone }))).toMatchObject({ ownerUserId: null, reason: { rule: 'nobody' } });
});
