import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DataKeys } from '../../platform/secrets.ts';
import { openTicket, sealTicket } from './mini-program-ticket.ts';

const keys = new DataKeys(randomBytes(32));
const session = 's'.repeat(43);
const NOW = 1_795_000_000_000;

test('a ticket names its session for two minutes', () => {
  const ticket = sealTicket(keys, session, 'Abcdef0123', NOW);
  expect(openTicket(keys, ticket, 'Abcdef0123', NOW + 119_999)).toBe(session);
  expect(openTicket(keys, ticket, 'Abcdef0123', NOW + 120_000)).toBeNull();
});

test('another link, another installation, another session or a later end make it worthless', () => {
  const ticket = sealTicket(keys, session, 'Abcdef0123', NOW);
  const [, , signature] = ticket.split('.');
  const later = (NOW + 86_400_000).toString(36);
  expect(openTicket(keys, ticket, 'Abcdef0124', NOW)).toBeNull();
  expect(openTicket(new DataKeys(randomBytes(32)), ticket, 'Abcdef0123', NOW)).toBeNull();
  expect(openTicket(keys, ticket.replace('s', 't'), 'Abcdef0123', NOW)).toBeNull();
  expect(openTicket(keys, `${session}.${later}.${signature}`, 'Abcdef0123', NOW)).toBeNull();
  for (const rubbish of ['', '.', '..', 'a.b.c', `${session}.!.${signature}`])
    expect(openTicket(keys, rubbish, 'Abcdef0123', NOW)).toBeNull();
});
