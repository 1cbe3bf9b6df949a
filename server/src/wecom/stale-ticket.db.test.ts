import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JssdkSignature, signJssdkUrl } from '@zhike/shared/contracts/jssdk';
import { givenMember } from '../test/given-member.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  url = `${server.config.http.publicUrl}/sidebar/`;
  await server.sandbox!.control('POST /control/members', { body: { userId: 'zhang', name: '张伟' } });
  await givenMember(server, { userId: 'zhang' });
});
afterAll(() => server.close());

async function sign(renew?: '1'): Promise<JssdkSignature> {
  const answer = await server.api.as('zhang').call(signJssdkUrl, { query: { url, renew } });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** What the client says to a page that shows it this signature. */
async function shown({ corpId, agentId, app }: JssdkSignature): Promise<unknown> {
  const { result } = await server.sandbox!.control('POST /control/client/invoke', {
    body: {
      member: 'zhang',
      url,
      name: 'agentConfig',
      params: { corpid: corpId, agentid: agentId, jsApiList: ['getContext'], ...app, timestamp: String(app.timestamp) },
    },
  });
  return result.err_msg;
}

/** WeCom gives other tickets from now on, long before the end of those that we hold. */
function replaceTickets(): void {
  const { grants } = server.sandbox!.state;
  for (const grant of grants.filter(({ kind }) => kind === 'app_ticket' || kind === 'corp_ticket'))
    grants.put({ ...grant, revoked: true });
}

const ticketsGiven = () => server.sandbox!.state.grants.filter(({ kind }) => kind.endsWith('_ticket')).length;

test('tickets are used until their end, and fetched anew after it', async () => {
  expect(await shown(await sign())).toBe('agentConfig:ok');
  expect(await shown(await sign())).toBe('agentConfig:ok');
  expect(ticketsGiven()).toBe(2);
  server.clock.offsetMs = 7_200_000;
  await server.sandbox!.control('POST /control/clock', { body: { advanceMs: 7_200_000 } });
  expect(await shown(await sign())).toBe('agentConfig:ok');
  expect(ticketsGiven()).toBe(4);
});

test('a page whose signature was refused gets one by the tickets of now; saying so again and again fetches nothing', async () => {
  replaceTickets();
  expect(await shown(await sign())).toBe('agentConfig:fail_invalid signature');
  expect(await shown(await sign('1'))).toBe('agentConfig:ok');
  expect(await shown(await sign())).toBe('agentConfig:ok');
  const given = ticketsGiven();
  replaceTickets();
  for (let time = 0; time < 5; time++) expect(await shown(await sign('1'))).toBe('agentConfig:fail_invalid signature');
  expect(ticketsGiven()).toBe(given);
});
