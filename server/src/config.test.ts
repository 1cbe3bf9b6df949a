import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, configNames, readConfig } from './config.ts';

const complete = {
  PUBLIC_URL: 'https://crm.example.com/',
  DATA_KEY: Buffer.alloc(32, 1).toString('base64'),
  WECOM_CORP_ID: 'ww1a2b3c4d5e6f7a8b',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 'NfpUHqHp5EJkF0JZm7dZrJ3lIYBHn5CV3hC4RkAqJ7M',
  WECOM_CALLBACK_TOKEN: 'QDG6eK',
  WECOM_CALLBACK_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

function problemsOf(environment: Record<string, string | undefined>): Record<string, string> {
  try {
    readConfig(environment);
    return {};
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.problems.map(({ name, problem }) => [name, problem]));
  }
}

test('a complete environment is read, with defaults, and frozen', () => {
  const config = readConfig(complete);
  expect(config.http).toMatchObject({ publicUrl: 'https://crm.example.com', secureCookies: true, port: 3000 });
  expect(config.roles).toEqual(['api', 'worker', 'scheduler']);
  expect(config.timeZone).toBe('Asia/Shanghai');
  expect(() => {
    (config.http as { port: number }).port = 1;
  }).toThrow();
});

test('every wrong or missing name is reported in one go, and no value ever', () => {
  const problems = problemsOf({
    ...complete,
    DATA_KEY: 'short-secret',
    PORT: 'eighty',
    WECOM_CALLBACK_AES_KEY: undefined,
    ROLES: 'api,boss',
    TIME_ZONE: 'Mars/Olympus',
  });
  expect(Object.keys(problems).sort()).toEqual(['DATA_KEY', 'PORT', 'ROLES', 'TIME_ZONE', 'WECOM_CALLBACK_AES_KEY']);
  expect(problems.WECOM_CALLBACK_AES_KEY).toBe('缺少 / is missing');
  expect(JSON.stringify(problems)).not.toContain('short-secret');
});

test('each problem is said in Chinese first and then in English, without the value', () => {
  const wrong = '-1.5 wrong';
  const known = Object.fromEntries(configNames.map((name) => [name, wrong]));
  const said = [
    ...Object.entries(problemsOf({})),
    ...Object.entries(problemsOf({ ...known, WECOM_MISSPELT: wrong })),
    ...Object.entries(problemsOf({ ...complete, PORT: '70000', WECOM_AGENT_ID: '0', OPEN_API_KEY: 'short' })),
    ...Object.entries(problemsOf({ ...complete, WEAPP_APPID: wrong, PUBLIC_URL: 'https://example.com/crm' })),
    ...Object.entries(problemsOf({ ...complete, DEMO: '1', SANDBOX_ORIGIN: 'http://127.0.0.1:1', HOST: wrong })),
    ...Object.entries(problemsOf({ ...complete, SANDBOX_ORIGIN: 'http://127.0.0.1:3100' })),
  ];
  expect(said.length).toBeGreaterThan(30);
  for (const [name, problem] of said) {
    expect(problem, name).toMatch(/^.*[\u4e00-\u9fff].* \/ [a-z]/);
    expect(problem, name).not.toContain('wrong');
  }
});

test('a number that is missing is called missing', () => {
  expect(problemsOf({ ...complete, WECOM_AGENT_ID: undefined })).toEqual({ WECOM_AGENT_ID: '缺少 / is missing' });
});

test.each([
  ['WECOM_CORP_ID', 'ww0000000000000000'],
  ['WECOM_AGENT_SECRET', 'your-agent-secret-goes-here'],
  ['WECOM_CALLBACK_TOKEN', 'changeme'],
  ['OPEN_API_KEY', 'change-me-to-something-long-enough'],
  ['DATA_KEY', Buffer.alloc(32).toString('base64')],
])('a start with a sample %s is refused', (name, value) => {
  expect(Object.keys(problemsOf({ ...complete, [name]: value }))).toEqual([name]);
});

test('a start with a sample token of an optional receiver is refused', () => {
  for (const receiver of ['ARCHIVE', 'CONTACTS'])
    expect(
      problemsOf({
        ...complete,
        [`WECOM_${receiver}_CALLBACK_TOKEN`]: 'changeme',
        [`WECOM_${receiver}_CALLBACK_AES_KEY`]: complete.WECOM_CALLBACK_AES_KEY,
      }),
    ).toEqual({ [`WECOM_${receiver}_CALLBACK_TOKEN`]: '还是示例值 / still holds a sample value' });
});

test('an empty value counts as missing, not as an empty secret', () => {
  expect(Object.keys(problemsOf({ ...complete, DATA_KEY: '  ' }))).toEqual(['DATA_KEY']);
});

test('a misspelt WeCom name is noticed', () => {
  expect(Object.keys(problemsOf({ ...complete, WECOM_CALLBACK_TOKENS: 'x' }))).toEqual(['WECOM_CALLBACK_TOKENS']);
});

test('the token of an optional receiver without its key is noticed, and the other way round', () => {
  expect(Object.keys(problemsOf({ ...complete, WECOM_ARCHIVE_CALLBACK_TOKEN: 'abc' }))).toEqual([
    'WECOM_ARCHIVE_CALLBACK_AES_KEY',
  ]);
  expect(Object.keys(problemsOf({ ...complete, WEAPP_SECRET: 'abcdefghijkl' }))).toEqual(['WEAPP_APPID']);
});

test('a bucket needs all its names, and keeps them when new files go to the folder again', () => {
  expect(Object.keys(problemsOf({ ...complete, MEDIA_STORE: 's3', MEDIA_S3_BUCKET: 'chats' })).sort()).toEqual([
    'MEDIA_S3_ACCESS_KEY',
    'MEDIA_S3_ENDPOINT',
    'MEDIA_S3_SECRET_KEY',
  ]);
  const bucket = {
    MEDIA_S3_ENDPOINT: 'https://s3.example.com',
    MEDIA_S3_BUCKET: 'chats',
    MEDIA_S3_ACCESS_KEY: 'AKID',
    MEDIA_S3_SECRET_KEY: 'a key',
  };
  expect(readConfig({ ...complete, ...bucket }).files).toMatchObject({ store: 'folder', s3: { pathStyle: false } });
  expect(readConfig(complete).files).toEqual({ store: 'folder', s3: null });
});

test('proxies are addresses or ranges, and a name or a typing error is said, not found out by the first request', () => {
  const trusted = (list: string) => readConfig({ ...complete, TRUST_PROXY: list }).http.trustProxy;
  expect(trusted('127.0.0.1, 172.16.0.0/12,fd00::/8')).toEqual(['127.0.0.1', '172.16.0.0/12', 'fd00::/8']);
  for (const wrong of ['nginx', '172.16.0.0/33', '300.1.1.1'])
    expect(problemsOf({ ...complete, TRUST_PROXY: wrong })).toEqual({
      TRUST_PROXY: '应是 IP 地址或 CIDR 网段 / must be addresses or CIDR ranges',
    });
});

test('the public address is a host of its own, without a path', () => {
  expect(Object.keys(problemsOf({ ...complete, PUBLIC_URL: 'https://example.com/crm' }))).toEqual(['PUBLIC_URL']);
  expect(readConfig({ ...complete, PUBLIC_URL: 'https://crm.example.com:8443' }).http.publicUrl).toBe(
    'https://crm.example.com:8443',
  );
});

test('the demo listens on this machine only and needs its sandbox', () => {
  expect(
    Object.keys(problemsOf({ ...complete, DEMO: '1', SANDBOX_ORIGIN: 'http://127.0.0.1:3100', HOST: '0.0.0.0' })),
  ).toEqual(['HOST']);
  expect(Object.keys(problemsOf({ ...complete, DEMO: '1', HOST: '127.0.0.1' }))).toEqual(['SANDBOX_ORIGIN']);
  expect(Object.keys(problemsOf({ ...complete, SANDBOX_ORIGIN: 'http://127.0.0.1:3100' }))).toEqual(['SANDBOX_ORIGIN']);
});

test('.env.example lists exactly the names the program reads', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const listed = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]!);
  expect(listed.sort()).toEqual([...configNames].sort());
});
