import { randomBytes } from 'node:crypto';
import { readConfig } from '@zhike/server/config';
import { SESSION_COOKIE } from '@zhike/server/domains/corp/session-cookie';
import { csrfTokenOf, openSession } from '@zhike/server/domains/corp/session-store';
import type { RunningServer } from '@zhike/server/server';
import { listCustomers } from '@zhike/shared/contracts/customer-list';

interface Answer {
  items?: unknown[];
  nextCursor?: string | null;
  count?: number;
  cursor?: string | null;
}

export type Ask = ((filter: object, path?: string) => Promise<Answer>) & {
  /** Reads one thing. */
  get(path: string): Promise<void>;
};

/** Asks as this member over HTTP; lists of customers unless a path says otherwise. */
export async function signedIn({ deps, origin }: RunningServer, userId: string): Promise<Ask> {
  const { sessionId, token } = await deps.db.transaction((tx) => openSession(tx, userId, deps.clock.machineNow()));
  const headers = { cookie: `${SESSION_COOKIE}=${token}`, 'x-zhike-csrf': csrfTokenOf(deps.keys, sessionId) };
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${origin}${path}`, { ...init, headers });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = async (filter: object, path = listCustomers.path) =>
    (await ask(path, { method: 'POST', body: JSON.stringify(filter) })) as Answer;
  return Object.assign(post, { get: async (path: string) => void (await ask(path, {})) });
}

/** Nothing is sent anywhere: only the api role runs (SQLite knows all only, start it without ticking), and WeCom's address is nobody's. */
export function configFor(databaseUrl: string, folder: string) {
  return readConfig({
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    DATA_KEY: randomBytes(32).toString('base64'),
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    ...(databaseUrl.startsWith('sqlite:') ? {} : { ROLES: 'api' }),
    ADMIN_USER_IDS: 'rep1',
    WECOM_CORP_ID: 'ww0123456789abcdef',
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: randomBytes(24).toString('hex'),
    WECOM_CALLBACK_TOKEN: 'QDG6eK',
    WECOM_CALLBACK_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    WECOM_API_BASE: 'http://127.0.0.1:9',
  });
}
