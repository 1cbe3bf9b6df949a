import { type Asking, openAsking } from './asking.ts';
import { verdict } from './report.ts';
import type { SandboxProcess } from './sandboxed-server.ts';

/** What goes on beside the callbacks of a crash test: messages appear in the archive, and strangers rush into a group. */
export interface Beside {
  messages: number;
  people: number;
}

/** Environment of a server that pulls this sandbox's archive. */
export function archiveEnvironment({ credentials }: SandboxProcess): Record<string, string> {
  return {
    WECOM_ARCHIVE_SECRET: credentials.archiveSecret!,
    WECOM_ARCHIVE_PRIVATE_KEYS: JSON.stringify(credentials.archivePrivateKeys),
    WECOM_ARCHIVE_SOURCE: 'http',
    WECOM_ARCHIVE_HTTP_BASE: credentials.api!,
    WECOM_ARCHIVE_CALLBACK_TOKEN: credentials.archiveCallbackToken!,
    WECOM_ARCHIVE_CALLBACK_AES_KEY: credentials.archiveCallbackAesKey!,
  };
}

export async function startBeside(
  { credentials }: SandboxProcess,
  origin: string,
  { messages, people }: Beside,
  portions: number,
) {
  const control = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${credentials.api}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  await control('settings', {
    callbackUrl: `${origin}/wecom/callback`,
    // WeCom gives up after three tries, and the nightly reading of groups mends it; here every event shall arrive.
    callbackRetries: 100_000,
    callbackRetryMs: 200,
    archive: { callbackUrl: `${origin}/wecom/callback/archive`, notifyEveryMs: 1_000 },
  });
  await control('members', { userId: 'crash-owner', name: '群主' });
  const { group } = await control<{ group: { chatId: string } }>('groups', {
    owner: 'crash-owner',
    name: '福利群',
    capacity: people + 10,
  });
  let told = 0;
  return {
    /** Another of as many portions as were said at the start. */
    async next() {
      told += 1;
      const share = (total: number) =>
        Math.floor((total * told) / portions) - Math.floor((total * (told - 1)) / portions);
      await control('generate-chats', { messages: share(messages), seed: told });
      await control(`groups/${group.chatId}/rush`, { people: share(people) });
    },
    isOver: () => told >= portions,
    arrived: () => control('wait-until-idle', { quietMs: 500, timeoutMs: 120_000 }),
  };
}

/** The sandbox numbers its messages from 1 on without a gap: so many are ours as the cursor says, at any moment. */
const AHEAD = `SELECT CAST(COALESCE((SELECT seq FROM archive_cursor WHERE name = 'messages'), '0') AS DECIMAL)
  - (SELECT COUNT(*) FROM chat_message) - (SELECT COUNT(*) FROM archive_envelope)`;

/** How far the cursor is ahead of what is stored, seen anew: a dead server has left its files as they were. */
export async function cursorAhead(databaseUrl: string): Promise<number> {
  const database = await openAsking(databaseUrl);
  try {
    return await database.count(AHEAD);
  } finally {
    await database.close();
  }
}

export async function reportBeside(name: string, database: Asking, { messages, people }: Beside): Promise<void> {
  const count = (sql: string) => database.count(sql);
  const left = `SELECT (SELECT ${messages} - COUNT(*) FROM chat_message) + (SELECT ${people} - COUNT(*) FROM group_member WHERE kind = 'external' AND left_at IS NULL)`;
  for (let looks = 0; looks < 100 && (await count(left)) > 0; looks += 1)
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  const stored = await count('SELECT COUNT(*) FROM chat_message');
  const distinct = await count('SELECT COUNT(DISTINCT msg_id) FROM chat_message');
  const members = await count("SELECT COUNT(*) FROM group_member WHERE kind = 'external' AND left_at IS NULL");
  const joined = await count(
    'SELECT COUNT(*) FROM event WHERE type = \'group_member.joined\' AND payload LIKE \'%"kind":"external"%\'',
  );
  console.log(`  messages ${stored}, people in the group ${members}, joinings told of ${joined}`);
  verdict(`${name}: lost messages`, messages - distinct, { atMost: 0, unit: '' });
  verdict(`${name}: doubled messages`, stored - distinct, { atMost: 0, unit: '' });
  verdict(`${name}: lost group members`, people - members, { atMost: 0, unit: '' });
  verdict(`${name}: joinings lost or doubled`, Math.abs(joined - people), { atMost: 0, unit: '' });
}
