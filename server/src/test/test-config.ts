import { type Config, readConfig } from '../config.ts';

export const TEST_CORP_ID = 'ww0123456789abcdef';
/** The key of the published vectors: 43 characters, unused by anybody. */
export const TEST_AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
export const TEST_CALLBACK_TOKEN = 'QDG6eK';
export const TEST_OPEN_API_KEY = 'open-api-key-of-the-tests-0123';

/** A complete configuration with values of the tests; `overrides` are environment names. */
export function testConfig(overrides: Record<string, string>): Config {
  return readConfig(testEnvironment(overrides));
}

/** The same as an environment, for commands that run as processes of their own. */
export function testEnvironment(overrides: Record<string, string>): Record<string, string> {
  return {
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    LOG_LEVEL: 'silent',
    OPEN_API_KEY: TEST_OPEN_API_KEY,
    ADMIN_USER_IDS: 'admin',
    WECOM_CORP_ID: TEST_CORP_ID,
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'secret-of-the-tests-0123456789abcdef',
    WECOM_CALLBACK_TOKEN: TEST_CALLBACK_TOKEN,
    WECOM_CALLBACK_AES_KEY: TEST_AES_KEY,
    // Nothing listens there: a test that talks to WeCom without a sandbox fails at once.
    WECOM_API_BASE: 'http://127.0.0.1:9',
    WECOM_OAUTH_BASE: 'http://127.0.0.1:9',
    WECOM_LOGIN_BASE: 'http://127.0.0.1:9',
    WECHAT_API_BASE: 'http://127.0.0.1:9',
    ...overrides,
  };
}
