import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox | undefined;
afterEach(() => running?.close());

test('nothing the API changes comes back as a callback', async () => {
  running = await startTestSandbox();
  const { api, control, receiver } = running;
  const userId = await running.member();
  const externalUserId = await running.customer();
  await control('POST /control/friends/add', { body: { externalUserId, userId } });
  await receiver.waitFor(1);
  const base = '/cgi-bin/externalcontact/';
  const must = async (path: string, body: unknown) => {
    const answer = await api.post(`${base}${path}`, body);
    expect(answer.errcode, `${path} ${answer.errmsg}`).toBe(0);
    return answer;
  };
  const made = (await must('add_corp_tag', { group_name: '意向', tag: [{ name: '高' }, { name: '低' }] }))
    .tag_group as { group_id: string; tag: { id: string }[] };
  const [high, low] = made.tag.map((tag) => tag.id);
  await must('mark_tag', { userid: userId, external_userid: externalUserId, add_tag: [high, low] });
  await must('edit_corp_tag', { id: high, name: '很高', order: 5 });
  await must('del_corp_tag', { tag_id: [low] });
  await must('del_corp_tag', { group_id: [made.group_id] });
  await must('remark', { userid: userId, external_userid: externalUserId, remark: '林姐' });
  const { config_id } = await must('add_contact_way', { type: 1, scene: 2, user: [userId] });
  await must('update_contact_way', { config_id, remark: 'x' });
  await must('del_contact_way', { config_id });
  await api.post('/cgi-bin/message/send', {
    touser: userId,
    msgtype: 'text',
    agentid: running.credentials.agentId,
    text: { content: 'x' },
  });
  await running.idle();
  expect(receiver.changes()).toEqual(['add_external_contact']);
});

test('code that serves the API does not know how to send events', () => {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files)
    expect(readFileSync(new URL(name, folder), 'utf8'), name).not.toMatch(/callback\/(events|group-events|courier)/);
});
