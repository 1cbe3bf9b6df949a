import Koa from 'koa';
import { expect, test } from 'vitest';
import { dispatch } from '../../test/dispatch.ts';
import { NotSignedIn } from '../errors.ts';
import type { Logger } from '../log.ts';
import { answerErrors } from './answer-errors.ts';
import { clientAddress } from './client-address.ts';

async function addressSeen(trusted: string[], remoteAddress: string, forwarded?: string): Promise<string> {
  const app = new Koa();
  app.use(clientAddress(trusted));
  app.use((ctx) => {
    ctx.body = String(ctx.state.clientAddress);
  });
  const headers: Record<string, string> = forwarded ? { 'x-forwarded-for': forwarded } : {};
  return (await dispatch(app.callback(), { method: 'GET', url: '/', remoteAddress, headers })).text;
}

test.each([
  ['nobody is trusted: the header is ignored', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a stranger cannot pass for somebody else', ['127.0.0.1'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a trusted proxy is believed', ['127.0.0.1'], '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  [
    'what the client wrote before the proxy is not',
    ['127.0.0.1'],
    '127.0.0.1',
    '10.9.9.9, 198.51.100.1',
    '198.51.100.1',
  ],
  ['a chain of trusted proxies', ['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', '198.51.100.1, 10.0.0.7', '198.51.100.1'],
  ['IPv4 written as IPv6', ['127.0.0.1'], '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::5', '2001:db8::5'],
  ['a proxy that says nothing', ['127.0.0.1'], '127.0.0.1', undefined, '127.0.0.1'],
] as const)('%s', async (_, trusted, remoteAddress, forwarded, expected) => {
  expect(await addressSeen([...trusted], remoteAddress, forwarded)).toBe(expected);
});

test('whoever is turned away stands in the log with the address, for those who count such attempts', async () => {
  const lines: unknown[] = [];
  const app = new Koa();
  app.use(answerErrors({ info: (line: unknown) => void lines.push(line) } as unknown as Logger));
  app.use(clientAddress(['127.0.0.1']));
  app.use(() => {
    throw new NotSignedIn();
  });
  const headers = { 'x-forwarded-for': '198.51.100.1', authorization: 'Bearer a-guess' };
  const answer = await dispatch(app.callback(), { method: 'GET', url: '/openapi/v1/customers?q=x', headers });
  expect(answer.status).toBe(401);
  expect(lines).toEqual([expect.objectContaining({ code: 'auth.not_signed_in', clientAddress: '198.51.100.1' })]);
  expect(JSON.stringify(lines)).not.toMatch(/a-guess|q=x/);
});
