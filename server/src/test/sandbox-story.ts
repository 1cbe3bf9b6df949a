import type { TestServer } from './start-test-server.ts';
import { givenMember } from './given-member.ts';
import type { MemberRow } from '../domains/corp/entity.ts';

/** A member who exists in the sandbox's WeCom and in our mirror. */
export async function givenRepInWecom(
  server: TestServer,
  userId: string,
  name: string,
  fields: Parameters<typeof givenMember>[1] = {},
): Promise<MemberRow> {
  await sandboxOf(server).control('POST /control/members', { body: { userId, name, isLeader: fields.isLeader } });
  return givenMember(server, { userId, name, ...fields });
}

/** Somebody outside the corp; returns her external user id. */
export async function givenPersonInWechat(server: TestServer, name: string): Promise<string> {
  return (await sandboxOf(server).control('POST /control/customers', { body: { name } })).externalUserId;
}

/** Waits until the sandbox has posted its callbacks and the server has done everything they lead to. */
export async function settleStory(server: TestServer): Promise<void> {
  await sandboxOf(server).control('POST /control/wait-until-idle', { body: { quietMs: 0 } });
  await server.settle();
}

export function sandboxOf(server: TestServer): NonNullable<TestServer['sandbox']> {
  if (!server.sandbox) throw new Error('this test needs startTestServer({ sandbox: true })');
  return server.sandbox;
}
