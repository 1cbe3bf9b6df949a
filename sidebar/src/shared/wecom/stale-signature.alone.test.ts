import { afterEach, beforeEach, expect, test, vi } from 'vitest';

interface Registered {
  getAgentConfigSignature(url: string): Promise<{ signature: string }>;
  onAgentConfigFail(reason: object): void;
  onAgentConfigSuccess(): void;
}

const REFUSED = { errMsg: 'agentConfig:invalid signature', errCode: 40093 };

/** Which signatures the client takes, and which our server was asked for. */
let takes: (signature: string) => boolean;
let asked: string[];

/** The JS-SDK as it was seen to behave: it configures at once when registered, and after a failure again at every call. */
vi.mock('@wecom/jssdk', () => {
  let options: Registered;
  let configuring: Promise<void> | null = null;
  const configure = async () => {
    const { signature } = await options.getAgentConfigSignature(location.href);
    if (takes(signature)) return options.onAgentConfigSuccess();
    options.onAgentConfigFail(REFUSED);
    configuring = null;
    // oxlint-disable-next-line typescript/only-throw-error -- the JS-SDK rejects with plain objects
    throw REFUSED;
  };
  const configured = () => (configuring ??= configure());
  return {
    register(given: Registered) {
      options = given;
      configuring = null;
      configured().catch(() => undefined);
    },
    getContext: () => configured().then(() => ({ entry: 'single_chat_tools' })),
    getCurExternalContact: () => configured().then(() => ({ userId: 'wmLin' })),
  };
});

beforeEach(() => {
  vi.resetModules();
  asked = [];
  vi.stubGlobal('fetch', async (address: string) => {
    const signature = new URL(address, location.href).searchParams.get('renew') ? 'anew' : 'stale';
    asked.push(signature);
    const signed = { timestamp: 1, nonceStr: 'n', signature };
    return Response.json({ corpId: 'ww1', agentId: '1000002', corp: signed, app: signed });
  });
});
afterEach(() => vi.unstubAllGlobals());

const open = async () => (await import('./client.ts')).whereOpened();

test('a signature by a ticket that was replaced meanwhile is made anew, and the page opens', async () => {
  takes = (signature) => signature === 'anew';
  expect(await open()).toEqual({ where: 'single_chat', externalUserId: 'wmLin' });
  expect(asked.filter((signature) => signature === 'anew')).toHaveLength(1);
});

test('a signature that is never taken is made anew once, and the page says so', async () => {
  takes = () => false;
  await expect(open()).rejects.toMatchObject({ problem: 'signature' });
  expect(asked.filter((signature) => signature === 'anew')).toHaveLength(1);
});

test('a signature that is taken is asked for without more ado', async () => {
  takes = () => true;
  expect(await open()).toEqual({ where: 'single_chat', externalUserId: 'wmLin' });
  expect(asked).not.toContain('anew');
});
