import { expect, test } from 'vitest';
import { readChatWish } from './generate-chats/command.ts';
import { OptionError, readCommandLine } from './options.ts';

test('options win over the environment, the environment over the defaults', () => {
  const env = {
    SANDBOX_PORT: '3200',
    CALLBACK_URL: 'http://127.0.0.1:3000/wecom/callback',
    SANDBOX_AGENT_ID: '1000009',
    SANDBOX_OFFICIAL_APPID: 'wx1',
  };
  const { options } = readCommandLine(['--port', '0', '--corp-id', 'ww1'], env);
  expect(options).toMatchObject({
    port: 0,
    callbackUrl: 'http://127.0.0.1:3000/wecom/callback',
    credentials: { corpId: 'ww1', agentId: 1000009, officialAppid: 'wx1' },
  });
  expect(readCommandLine([], {}).options).toMatchObject({ port: 3100, demo: false, callbackUrl: '' });
});

test('generate-chats takes numbers and names every wrong one', () => {
  expect(readChatWish(['--messages', '5000', '--seed', '7'], { SANDBOX_PORT: '3200' })).toEqual({
    port: 3_200,
    messages: 5_000,
    days: undefined,
    seed: 7,
  });
  expect(() => readChatWish(['--messages', 'many', '--days=-1'], {})).toThrow(/messages[\s\S]*days/);
});

test('every wrong value is named at once', () => {
  const env = { SANDBOX_PORT: 'many', CALLBACK_URL: 'nowhere', SANDBOX_CALLBACK_AES_KEY: 'short' };
  expect(() => readCommandLine(['--members', '-1'], env)).toThrow(OptionError);
  try {
    readCommandLine(['--callback-token', 'ü'], env);
  } catch (error) {
    for (const name of ['SANDBOX_PORT', 'CALLBACK_URL', 'callback-aes-key', 'callback-token'])
      expect(String(error)).toContain(name);
  }
  expect(() => readCommandLine(['--prot', '1'], {})).toThrow(OptionError);
});
