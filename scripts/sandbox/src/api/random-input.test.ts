import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';
import { endpoints } from './endpoints.ts';

let running: TestSandbox;
beforeAll(async () => {
  running = await startTestSandbox({
    demo: true,
    limits: { perMinute: 1e9, perHour: 1e9, ticketsPerHourApp: 1e9, ticketsPerHourCorp: 1e9 },
  });
});
afterAll(() => running.close());

/** Names the endpoints know, so that random values get past the first check. */
const names = [
  'userid',
  'external_userid',
  'userid_list',
  'add_tag',
  'remove_tag',
  'tag',
  'tag_id',
  'group_id',
  'group_name',
  'id',
  'name',
  'order',
  'type',
  'scene',
  'user',
  'party',
  'config_id',
  'remark',
  'state',
  'welcome_code',
  'text',
  'attachments',
  'touser',
  'toparty',
  'msgtype',
  'agentid',
  'cursor',
  'limit',
  'start_time',
  'info',
  'handover_userid',
  'takeover_userid',
  'media_id',
  'department_id',
  'remark_mobiles',
  'user_ticket',
  'msgid',
  'template_card',
  'chat_id',
  'chat_id_list',
  'owner_filter',
  'opengid',
  'template_id',
  'image',
  'link',
  'chat_type',
  'sender',
  'allow_select',
  'tag_filter',
  'end_time',
  'filter_type',
  'jobid',
  'moment_id',
  'visible_range',
  'media_type',
  'attachment_type',
];
const likely = fc.constantFrom<unknown>(
  'zhangwei',
  ['zhangwei'],
  'text',
  { content: 'x' },
  1,
  2,
  '',
  [],
  {},
  null,
  [{ name: 'x' }],
  [null],
  [{}],
  -1,
  1e20,
  true,
  'text_notice',
  'group',
  { group_list: [{ tag_list: ['etx'] }] },
  { sender_list: { user_list: ['zhangwei', null], department_list: [1] } },
  [{ msgtype: 'image', image: { media_id: 'x' } }],
);
const body = fc.dictionary(fc.constantFrom(...names), fc.oneof(likely, fc.jsonValue()), { maxKeys: 8 });

test('whatever is sent to the API, the answer is JSON with an errcode, from the endpoint’s own table', {
  timeout: 20_000,
}, async () => {
  const paths = [...endpoints.values()].filter((endpoint) => endpoint.path !== '/cgi-bin/gettoken');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, async (endpoint, input) => {
      const query = Object.fromEntries(
        Object.entries(input).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      );
      const answer =
        endpoint.method === 'GET'
          ? await running.api.get(endpoint.path, { ...query, access_token: running.api.token })
          : await running.api.post(endpoint.path, input);
      expect(answer.errcode).toBeTypeOf('number');
      expect(running.sandbox.mistakes).toEqual([]);
    }),
    { numRuns: 900 },
  );
});
