import { startSandbox, type RunningSandbox, type SandboxOptions } from '../start-sandbox.ts';
import { startReceiver, type Receiver } from './receiver.ts';

export interface ApiAnswer extends Record<string, unknown> {
  errcode: number;
  errmsg: string;
}

type Query = Record<string, string | number>;

/** A client of the API as anybody would write one: plain fetch, no code shared with the sandbox. */
export interface ApiClient {
  get(path: string, query?: Query): Promise<ApiAnswer>;
  post(path: string, body?: unknown, query?: Query): Promise<ApiAnswer>;
  upload(path: string, query: Query, filename: string, bytes: Uint8Array): Promise<ApiAnswer>;
  token: string;
}

export interface TestSandbox extends RunningSandbox {
  receiver: Receiver;
  api: ApiClient;
  /** A member and a customer to work with; ids as returned. */
  member(userId?: string, more?: Record<string, unknown>): Promise<string>;
  customer(name?: string, more?: Record<string, unknown>): Promise<string>;
  /** A contact way of these members made through the API; returns config_id. */
  contactWay(users: string[], more?: Record<string, unknown>): Promise<string>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** A sandbox with a receiver and a client, quick to repeat callbacks. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const running = await startSandbox({
    ...options,
    settings: { callbackRetryMs: 20, ...options.settings },
    log: (line) => {
      throw new Error(line);
    },
  });
  const receiver = await startReceiver(running.credentials);
  running.control.setCallbackUrl(receiver.url);
  const api = await signIn(running.origin, running.credentials.corpId, running.credentials.agentSecret);
  const { control } = running;
  return {
    ...running,
    receiver,
    api,
    async member(userId = 'zhangsan', more = {}) {
      const { userId: id } = await control('POST /control/members', { body: { name: '张三', userId, ...more } });
      await control('POST /control/wait-until-idle', { body: { quietMs: 0 } });
      receiver.received.length = 0;
      return id;
    },
    async customer(name = '林晓雨', more = {}) {
      return (await control('POST /control/customers', { body: { name, ...more } })).externalUserId;
    },
    async contactWay(users, more = {}) {
      const answer = await api.post('/cgi-bin/externalcontact/add_contact_way', {
        type: 2,
        scene: 2,
        user: users,
        ...more,
      });
      if (answer.errcode !== 0) throw new Error(answer.errmsg);
      return String(answer.config_id);
    },
    async idle() {
      await control('POST /control/wait-until-idle', { body: { quietMs: 30, timeoutMs: 5_000 } });
    },
    async close() {
      await receiver.close();
      await running.close();
      if (running.sandbox.mistakes.length > 0) throw new Error(running.sandbox.mistakes.join('\n'));
    },
  };
}

/** A client with a fresh token for one secret. */
export async function signIn(origin: string, corpId: string, secret: string): Promise<ApiClient> {
  const answer = await ask(`${origin}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`, {});
  const token = String(answer.access_token);
  const client: ApiClient = {
    token,
    get: (path, query = {}) => ask(url(path, query), {}),
    post: (path, body = {}, query = {}) =>
      ask(url(path, query), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    upload(path, query, filename, bytes) {
      const form = new FormData();
      form.append('media', new Blob([bytes as Uint8Array<ArrayBuffer>]), filename);
      return ask(url(path, query), { method: 'POST', body: form });
    },
  };
  const url = (path: string, query: Query): string => {
    const parameters = new URLSearchParams({ access_token: client.token });
    for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
    return `${origin}${path}?${parameters.toString()}`;
  };
  return client;
}

async function ask(url: string, init: RequestInit): Promise<ApiAnswer> {
  return (await (await fetch(url, init)).json()) as ApiAnswer;
}

/** The smallest valid PNG: one pixel. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
