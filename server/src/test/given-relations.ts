import type { startSandbox } from '@zhike/sandbox/start-sandbox';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** So many made-up friendships in WeCom that no callback has told of, and the callback that would. */
export async function givenRelations(sandbox: Sandbox, members: number, relations: number): Promise<string[]> {
  await sandbox.control('POST /control/generate', { body: { members, relations } });
  const messages: string[] = [];
  const cdata = (value: string) => `<![CDATA[${value}]]>`;
  for (let cursor: string | undefined; ; ) {
    const page = await sandbox.control('GET /control/customers', {
      query: { limit: '500', ...(cursor ? { cursor } : {}) },
    });
    for (const { externalUserId } of page.items) {
      const { relations: bonds } = await sandbox.control('GET /control/customers/:externalUserId', {
        params: { externalUserId },
      });
      for (const { userId, addedAt } of bonds)
        messages.push(
          `<xml><ToUserName>${cdata(sandbox.credentials.corpId)}</ToUserName><FromUserName>${cdata('sys')}</FromUserName><CreateTime>${Math.floor(addedAt / 1000)}</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata('change_external_contact')}</Event><ChangeType>${cdata('add_external_contact')}</ChangeType><UserID>${cdata(userId)}</UserID><ExternalUserID>${cdata(externalUserId)}</ExternalUserID></xml>`,
        );
    }
    if (!page.nextCursor) return messages;
    cursor = page.nextCursor;
  }
}
