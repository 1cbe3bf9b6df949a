import { getChatMessages } from '@zhike/shared/contracts/chat';
import { getCustomer } from '@zhike/shared/contracts/customer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from '../../platform/database/sql.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: ruleScenarios, consumers: [actOnWords] });
  kit = await givenRules(server);
  await givenMember(server, { userId: 'colleague' });
});
afterAll(() => server.close());

async function explained(userId: string, customerId: string) {
  const { body } = await server.api.as(userId).call(getCustomer, { params: { customerId } });
  return body.tags[0]?.origins[0]?.rule;
}

test('a tag points to the message that caused it, for whoever may read that chat and nobody else', async () => {
  const saved = await kit.save({ when: kit.words('样板间') });
  await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep', 'colleague'] });
  await kit.say(id, '你好');
  const position = await kit.say(id, '想看样板间');
  const [hit] = await kit.hitsOf(saved.id);

  const rule = await explained('rep', id);
  expect(rule).toMatchObject({ hitId: hit!.id, cause: { words: ['样板间'], message: { chatId: null, position } } });
  const { conversationId } = rule!.cause!.message!;
  const chat = { params: { conversationId }, query: { around: position } };
  const read = await server.api.as('rep').call(getChatMessages, chat);
  expect(read.body.items.find((one) => one.position === position)?.content).toMatchObject({ text: '想看样板间' });

  // A friend of the customer too, but this chat is not hers.
  expect(await explained('colleague', id)).toMatchObject({ hitId: hit!.id, cause: { message: null } });
  expect((await server.api.as('colleague').call(getChatMessages, chat)).status).toBe(404);

  await server.db.transaction((tx) =>
    execute(tx, "UPDATE chat_conversation SET consent = 'refused' WHERE id = ?", [conversationId]),
  );
  expect(await explained('boss', id)).toMatchObject({ cause: { words: ['样板间'], message: null } });
});

test('what was said in a group is pointed to in that group', async () => {
  const saved = await kit.save({ when: { ...kit.words('团购'), inGroups: 'all' as const } });
  await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  const position = await kit.say(id, '还有团购吗', { chatId: 'wrTea' });
  expect(await explained('boss', id)).toMatchObject({ cause: { message: { chatId: 'wrTea', position } } });
  expect(await explained('rep', id)).toMatchObject({ cause: { message: null } });
});
