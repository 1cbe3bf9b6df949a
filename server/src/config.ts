import { z } from 'zod';
import { Refused } from './platform/refused.ts';

const ROLE_NAMES = ['api', 'worker', 'scheduler'] as const;
export type ProcessRole = (typeof ROLE_NAMES)[number];

/** Values from examples and tutorials: whoever starts with them has not configured anything. */
const SAMPLE = /^(x{3,}|your[-_ ]|change[-_ ]?me|sample|example|ww0{6,}|<.*>$|\.\.\.$)/i;

const sampleValue = '还是示例值 / still holds a sample value';

const given = (value: string | undefined) => (value === undefined || value.trim() === '' ? undefined : value.trim());
const origin = z
  .url({ protocol: /^https?$/, error: '应是网址,如 https://crm.example.com / must be a URL' })
  .transform((url) => url.replace(/\/+$/, ''));
/** Cookies, sign-in and pages live at the root of a host. */
const ownOrigin = origin.refine((text) => {
  const { pathname, search, hash, username } = new URL(text);
  return pathname + search + hash + username === '/';
}, '不能带路径,如 https://crm.example.com / must have no path');
const key32 = z
  .string()
  .refine(
    (text) => Buffer.from(text, 'base64').length === 32,
    '应是 32 字节的 base64 / must be 32 bytes in base64 (openssl rand -base64 32)',
  )
  .refine((text) => Buffer.from(text, 'base64').some((byte) => byte !== 0), sampleValue)
  .transform((text) => Buffer.from(text, 'base64'));
const aesKey = z
  .string()
  .regex(/^[A-Za-z0-9]{43}$/, '应是 EncodingAESKey 的 43 个字符 / must be the 43 characters of EncodingAESKey');
const notSample = z.string().refine((text) => !SAMPLE.test(text), sampleValue);
const callbackToken = z
  .string()
  .regex(/^[A-Za-z0-9]{1,32}$/, '应是 1–32 位字母和数字 / must be 1–32 letters and digits')
  .and(notSample);
const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');
const commaList = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((s) => s.trim())
      .filter(Boolean),
  );
const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().positive();

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|mysql:\/\/.+)$/, '应是 / must be sqlite:PATH or mysql://user:password@host:port/name')
    .default('sqlite:data/zhike.sqlite'),
  DATA_DIR: z.string().default('data'),
  DATA_KEY: key32,
  DATA_KEYS: commaList.pipe(z.array(key32)),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  PUBLIC_URL: ownOrigin,
  ROLES: z
    .string()
    .default('api,worker,scheduler')
    .transform((list) => list.split(',').map((s) => s.trim()))
    .pipe(z.array(z.enum(ROLE_NAMES)).min(1)),
  ADMIN_USER_IDS: commaList,
  TRUST_PROXY: commaList.pipe(
    z.array(
      z.union(
        [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
        '应是 IP 地址或 CIDR 网段 / must be addresses or CIDR ranges',
      ),
    ),
  ),
  TIME_ZONE: z
    .string()
    .default('Asia/Shanghai')
    .refine(isTimeZone, '不是 IANA 时区名,如 Asia/Shanghai / is not an IANA time zone'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OPEN_API_KEY: notSample.pipe(z.string().min(24)).optional(),
  WECOM_CORP_ID: notSample.pipe(
    z.string().regex(/^w[wx][A-Za-z0-9]{14,16}$/, '应是企业 ID,如 ww1234567890abcdef / must be the CorpID'),
  ),
  WECOM_AGENT_ID: z.coerce.number().int().positive(),
  WECOM_AGENT_SECRET: notSample.pipe(z.string().min(20)),
  WECOM_CALLBACK_TOKEN: callbackToken,
  WECOM_CALLBACK_AES_KEY: aesKey,
  WECOM_API_BASE: origin.default('https://qyapi.weixin.qq.com'),
  WECOM_OAUTH_BASE: origin.default('https://open.weixin.qq.com'),
  WECOM_LOGIN_BASE: origin.default('https://login.work.weixin.qq.com'),
  WECOM_ARCHIVE_CALLBACK_TOKEN: callbackToken.optional(),
  WECOM_ARCHIVE_CALLBACK_AES_KEY: aesKey.optional(),
  WECOM_ARCHIVE_SECRET: notSample.pipe(z.string().min(20)).optional(),
  WECOM_ARCHIVE_PRIVATE_KEYS: z.string().optional(),
  WECOM_ARCHIVE_SOURCE: z.enum(['native', 'http']).default('native'),
  WECOM_ARCHIVE_LIBRARY: z.string().optional(),
  WECOM_ARCHIVE_HTTP_BASE: origin.optional(),
  WECOM_ARCHIVE_PROXY: z
    .string()
    .regex(/^(https?|socks5):\/\/[^/]+$/, '应是 / must be http://host:port or socks5://host:port')
    .optional(),
  WECOM_ARCHIVE_PROXY_PASSWORD: z.string().optional(),
  WECOM_ARCHIVE_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(600).default(10),
  CHAT_ENCRYPTION: flag.default(false),
  MEDIA_STORE: z.enum(['folder', 's3']).default('folder'),
  MEDIA_S3_ENDPOINT: origin.optional(),
  MEDIA_S3_REGION: z
    .string()
    .regex(/^[\w-]{1,64}$/, '应是区域名,如 cn-north-1 / must be a region name')
    .default('us-east-1'),
  MEDIA_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, '应是存储桶名 / must be the name of a bucket')
    .optional(),
  MEDIA_S3_ACCESS_KEY: notSample.optional(),
  MEDIA_S3_SECRET_KEY: notSample.optional(),
  MEDIA_S3_PATH_STYLE: flag.default(false),
  WECOM_CONTACTS_CALLBACK_TOKEN: callbackToken.optional(),
  WECOM_CONTACTS_CALLBACK_AES_KEY: aesKey.optional(),
  WECOM_CALLS_PER_MINUTE: positive.default(10_000),
  WECOM_CALLS_PER_HOUR: positive.default(150_000),
  CALLBACK_WHEN_STORE_DOWN: z.enum(['close', '503']).default('close'),
  CALLBACK_RETENTION_DAYS: positive.default(30),
  RUN_RETENTION_DAYS: positive.default(90),
  WECHAT_API_BASE: origin.default('https://api.weixin.qq.com'),
  WECHAT_OA_APP_ID: z
    .string()
    .regex(/^wx[0-9a-f]{16}$/, '应是公众号的 AppID,wx 开头,18 位 / must be the AppID of the official account')
    .optional(),
  WECHAT_OA_SECRET: notSample.optional(),
  WEAPP_APPID: z.string().optional(),
  WEAPP_SECRET: notSample.optional(),
  WEBHOOK_ALLOW_PRIVATE: flag.default(false),
  DEMO: flag.default(false),
  SANDBOX_ORIGIN: origin.optional(),
});

export type Environment = Record<string, string | undefined>;

/** Every name the program reads; `.env.example` explains each, and a test keeps the two equal. */
export const configNames = Object.keys(schema.shape);

export class ConfigError extends Refused {
  constructor(readonly problems: { name: string; problem: string }[]) {
    super(
      `配置有 ${problems.length} 处问题,请对照 .env.example / configuration has ${problems.length} problem(s), see .env.example\n${problems.map((p) => `  ${p.name}:${p.problem}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/** Reads the environment once, reports every wrong or missing name together (never a value), and freezes the result. */
export function readConfig(environment: Environment) {
  const values = Object.fromEntries(configNames.map((name) => [name, given(environment[name])]));
  const parsed = schema.safeParse(values);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return { name, problem: values[name] === undefined ? '缺少 / is missing' : problemText(issue) };
      });
  const known = new Set(configNames);
  for (const name of Object.keys(environment)) {
    if (/^(WECOM|WEAPP|WECHAT|MEDIA)_/.test(name) && !known.has(name) && given(environment[name]))
      problems.push({ name, problem: '没有这个配置项 / is not a name this program knows' });
  }
  const pairs = [
    ['WECOM_ARCHIVE_CALLBACK_TOKEN', 'WECOM_ARCHIVE_CALLBACK_AES_KEY'],
    ['WECOM_CONTACTS_CALLBACK_TOKEN', 'WECOM_CONTACTS_CALLBACK_AES_KEY'],
    ['WECOM_ARCHIVE_SECRET', 'WECOM_ARCHIVE_PRIVATE_KEYS'],
    ['WEAPP_APPID', 'WEAPP_SECRET'],
    ['WECHAT_OA_APP_ID', 'WECHAT_OA_SECRET'],
  ] as const;
  for (const [a, b] of pairs) {
    if (Boolean(values[a]) !== Boolean(values[b]))
      problems.push({
        name: values[a] ? b : a,
        problem: `要和 ${values[a] ? a : b} 一起填写 / is needed together with it`,
      });
  }
  if (values.WECOM_ARCHIVE_SECRET && values.WECOM_ARCHIVE_SOURCE !== 'http' && !values.WECOM_ARCHIVE_LIBRARY)
    problems.push({ name: 'WECOM_ARCHIVE_LIBRARY', problem: '缺少 / is missing' });
  const bucketNames = ['MEDIA_S3_ENDPOINT', 'MEDIA_S3_BUCKET', 'MEDIA_S3_ACCESS_KEY', 'MEDIA_S3_SECRET_KEY'] as const;
  // Also without MEDIA_STORE=s3: what was put there before is read from there.
  if (values.MEDIA_STORE === 's3' || bucketNames.some((name) => values[name]))
    for (const name of bucketNames) if (!values[name]) problems.push({ name, problem: '缺少 / is missing' });
  if (!parsed.success || problems.length > 0) throw new ConfigError(dedupe(problems));
  const env = parsed.data;
  if (env.DEMO && env.HOST !== '127.0.0.1')
    throw new ConfigError([{ name: 'HOST', problem: '演示时应是 127.0.0.1 / must be 127.0.0.1 in the demo' }]);
  if (env.DEMO !== Boolean(env.SANDBOX_ORIGIN))
    throw new ConfigError([
      {
        name: 'SANDBOX_ORIGIN',
        problem: '只用于演示,演示(DEMO=1)必须有它 / belongs to the demo, and the demo needs it',
      },
    ]);

  return deepFreeze({
    demo: env.DEMO ? { sandboxOrigin: env.SANDBOX_ORIGIN! } : null,
    roles: env.ROLES,
    logLevel: env.LOG_LEVEL,
    timeZone: env.TIME_ZONE,
    dataDir: env.DATA_DIR,
    adminUserIds: env.ADMIN_USER_IDS,
    openApiKey: env.OPEN_API_KEY ?? null,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.PUBLIC_URL,
      secureCookies: env.PUBLIC_URL.startsWith('https:'),
      trustProxy: env.TRUST_PROXY,
    },
    webhooks: { allowPrivate: env.WEBHOOK_ALLOW_PRIVATE },
    database: { url: env.DATABASE_URL },
    keys: { current: env.DATA_KEY, retired: env.DATA_KEYS },
    retention: { callbackDays: env.CALLBACK_RETENTION_DAYS, runDays: env.RUN_RETENTION_DAYS },
    callback: {
      whenStoreDown: env.CALLBACK_WHEN_STORE_DOWN,
      app: { token: env.WECOM_CALLBACK_TOKEN, aesKey: env.WECOM_CALLBACK_AES_KEY },
      archive: pair(env.WECOM_ARCHIVE_CALLBACK_TOKEN, env.WECOM_ARCHIVE_CALLBACK_AES_KEY),
      contacts: pair(env.WECOM_CONTACTS_CALLBACK_TOKEN, env.WECOM_CONTACTS_CALLBACK_AES_KEY),
    },
    wecom: {
      corpId: env.WECOM_CORP_ID,
      agentId: env.WECOM_AGENT_ID,
      agentSecret: env.WECOM_AGENT_SECRET,
      archiveSecret: env.WECOM_ARCHIVE_SECRET ?? null,
      apiBase: env.WECOM_API_BASE,
      oauthBase: env.WECOM_OAUTH_BASE,
      loginBase: env.WECOM_LOGIN_BASE,
      callsPerMinute: env.WECOM_CALLS_PER_MINUTE,
      callsPerHour: env.WECOM_CALLS_PER_HOUR,
    },
    archive:
      env.WECOM_ARCHIVE_SECRET && env.WECOM_ARCHIVE_PRIVATE_KEYS
        ? {
            secret: env.WECOM_ARCHIVE_SECRET,
            privateKeys: env.WECOM_ARCHIVE_PRIVATE_KEYS,
            source: env.WECOM_ARCHIVE_SOURCE,
            library: env.WECOM_ARCHIVE_LIBRARY ?? '',
            httpBase: env.WECOM_ARCHIVE_HTTP_BASE ?? env.WECOM_API_BASE,
            proxy: env.WECOM_ARCHIVE_PROXY ?? '',
            proxyPassword: env.WECOM_ARCHIVE_PROXY_PASSWORD ?? '',
            timeoutSeconds: env.WECOM_ARCHIVE_TIMEOUT_SECONDS,
            childEnvironment: environmentOfLibrary(environment),
          }
        : null,
    chatEncryption: env.CHAT_ENCRYPTION,
    files: {
      store: env.MEDIA_STORE,
      s3:
        env.MEDIA_S3_ENDPOINT && env.MEDIA_S3_BUCKET
          ? {
              endpoint: env.MEDIA_S3_ENDPOINT,
              region: env.MEDIA_S3_REGION,
              bucket: env.MEDIA_S3_BUCKET,
              accessKey: env.MEDIA_S3_ACCESS_KEY!,
              secretKey: env.MEDIA_S3_SECRET_KEY!,
              pathStyle: env.MEDIA_S3_PATH_STYLE,
            }
          : null,
    },
    wechat: {
      apiBase: env.WECHAT_API_BASE,
      oa:
        env.WECHAT_OA_APP_ID && env.WECHAT_OA_SECRET
          ? { appId: env.WECHAT_OA_APP_ID, secret: env.WECHAT_OA_SECRET }
          : null,
      weapp: env.WEAPP_APPID && env.WEAPP_SECRET ? { appId: env.WEAPP_APPID, secret: env.WEAPP_SECRET } : null,
    },
  });
}

export type Config = ReturnType<typeof readConfig>;

/** What a native library may need to load and to reach WeCom; the rest of our environment holds secrets. */
const LIBRARY_NEEDS = /^(PATH|LD_LIBRARY_PATH|SSL_CERT_FILE|SSL_CERT_DIR|TZ|LANG|LC_ALL|TMPDIR|TEMP|TMP|SystemRoot)$/i;

function environmentOfLibrary(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && LIBRARY_NEEDS.test(entry[0]),
    ),
  );
}

function pair(token: string | undefined, key: string | undefined) {
  return token && key ? { token, aesKey: key } : null;
}

/** Our own words where the schema has them; for zod's own issues what was expected, never what was found. */
function problemText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return '应是整数 / must be a whole number';
    case 'invalid_value':
      return `只能是 / must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `至少 ${issue.minimum} 个字符 / must have at least ${issue.minimum} characters`
        : `不能小于 ${issue.minimum} / must be at least ${issue.minimum}`;
    case 'too_big':
      return `不能大于 ${issue.maximum} / must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function dedupe(problems: { name: string; problem: string }[]) {
  return [...new Map(problems.map((p) => [`${p.name} ${p.problem}`, p])).values()];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function deepFreeze<T>(value: T): Readonly<T> {
  if (value && typeof value === 'object' && !Buffer.isBuffer(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
