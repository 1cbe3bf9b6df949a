import { parseArgs } from 'node:util';
import { demoCredentials, type Credentials } from './credentials.ts';
import type { SandboxOptions } from './start-sandbox.ts';

export const helpText = `A local WeCom (企业微信): API, OAuth and QR login, encrypted callbacks, a simulated client, WeChat mini-program login.

Usage: npm run sandbox -- [options]
       npm run sandbox -- generate-chats [--messages N] [--days N] [--seed N] [--port N]   made-up talk for a running sandbox

  --port N             port, 0 = any free one          SANDBOX_PORT           3100
  --callback-url URL   where callbacks are posted      CALLBACK_URL           nowhere
  --archive-callback-url URL   where msgaudit_notify is posted   ARCHIVE_CALLBACK_URL   nowhere
  --app-url URL        origin of the CRM               APP_URL                none
  --demo               begin with the demo corp 示范公司
  --members N          make up N members
  --relations N        make up N customer relations
  --groups N           make up N customer groups       SANDBOX_GROUPS
  --group-members N    … with N people in all          SANDBOX_GROUP_MEMBERS  50 a group
  --state FILE         keep the state in FILE over restarts (a kill loses at most the last second)
  --exit-with-parent   stop when standard input closes
  --quiet              no log on standard error
  --help

Credentials, each by option or environment; the defaults are well-formed demo values:
  --corp-id            SANDBOX_CORP_ID                 --callback-token     SANDBOX_CALLBACK_TOKEN
  --agent-id           SANDBOX_AGENT_ID                --callback-aes-key   SANDBOX_CALLBACK_AES_KEY
  --agent-secret       SANDBOX_AGENT_SECRET            --weapp-app-id       SANDBOX_WEAPP_APPID
  --contact-secret     SANDBOX_CONTACT_SECRET          --weapp-secret       SANDBOX_WEAPP_SECRET
  --archive-secret     SANDBOX_ARCHIVE_SECRET          --corp-name          SANDBOX_CORP_NAME
  --official-app-id    SANDBOX_OFFICIAL_APPID          --official-secret    SANDBOX_OFFICIAL_SECRET
  --archive-callback-token   SANDBOX_ARCHIVE_CALLBACK_TOKEN
  --archive-callback-aes-key SANDBOX_ARCHIVE_CALLBACK_AES_KEY

The first line on standard output is one line of JSON with all addresses and credentials. Logs go to standard error.
For other programs: npm run --silent sandbox, else npm's own lines come first.
`;

/** Wrong options or environment; all of them at once. */
export class OptionError extends Error {}

export interface CommandLine {
  help: boolean;
  quiet: boolean;
  exitWithParent: boolean;
  options: SandboxOptions;
}

const credentialNames = {
  corpId: ['corp-id', 'SANDBOX_CORP_ID'],
  corpName: ['corp-name', 'SANDBOX_CORP_NAME'],
  agentSecret: ['agent-secret', 'SANDBOX_AGENT_SECRET'],
  contactSecret: ['contact-secret', 'SANDBOX_CONTACT_SECRET'],
  archiveSecret: ['archive-secret', 'SANDBOX_ARCHIVE_SECRET'],
  archiveCallbackToken: ['archive-callback-token', 'SANDBOX_ARCHIVE_CALLBACK_TOKEN'],
  archiveCallbackAesKey: ['archive-callback-aes-key', 'SANDBOX_ARCHIVE_CALLBACK_AES_KEY'],
  callbackToken: ['callback-token', 'SANDBOX_CALLBACK_TOKEN'],
  callbackAesKey: ['callback-aes-key', 'SANDBOX_CALLBACK_AES_KEY'],
  weappAppid: ['weapp-app-id', 'SANDBOX_WEAPP_APPID'],
  weappSecret: ['weapp-secret', 'SANDBOX_WEAPP_SECRET'],
  officialAppid: ['official-app-id', 'SANDBOX_OFFICIAL_APPID'],
  officialSecret: ['official-secret', 'SANDBOX_OFFICIAL_SECRET'],
} as const;

export function readCommandLine(args: string[], env: Record<string, string | undefined>): CommandLine {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parse(args, {
    port: text,
    'callback-url': text,
    'archive-callback-url': text,
    'app-url': text,
    members: text,
    relations: text,
    groups: text,
    'group-members': text,
    state: text,
    'agent-id': text,
    ...Object.fromEntries(Object.values(credentialNames).map(([name]) => [name, text])),
    demo: flag,
    quiet: flag,
    help: flag,
    'exit-with-parent': flag,
  });
  const problems: string[] = [];
  const given = (option: string, variable: string): string => String(values[option] ?? env[variable] ?? '').trim();
  const whole = (option: string, variable: string, fallback: number, max: number): number => {
    const value = given(option, variable);
    if (value === '') return fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0 || number > max)
      problems.push(`--${option} (${variable}) must be a whole number from 0 to ${max}`);
    return number;
  };
  const url = (option: string, variable: string): string => {
    const value = given(option, variable);
    if (value !== '' && !(URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)))
      problems.push(`--${option} (${variable}) must be an http or https address`);
    return value;
  };
  const credentials: Partial<Credentials> = {};
  for (const [field, [option, variable]] of Object.entries(credentialNames) as [
    keyof typeof credentialNames,
    readonly [string, string],
  ][]) {
    const value = given(option, variable);
    if (value !== '') credentials[field] = value;
  }
  const agentId = whole('agent-id', 'SANDBOX_AGENT_ID', demoCredentials.agentId, 4_294_967_295);
  credentials.agentId = agentId;
  for (const field of ['callbackAesKey', 'archiveCallbackAesKey'] as const) {
    const key = credentials[field];
    if (key !== undefined && !/^[A-Za-z0-9]{43}$/.test(key))
      problems.push(`--${credentialNames[field][0]} must be 43 letters and digits`);
  }
  for (const field of ['callbackToken', 'archiveCallbackToken'] as const) {
    const token = credentials[field];
    if (token !== undefined && !/^[A-Za-z0-9]{1,32}$/.test(token))
      problems.push(`--${credentialNames[field][0]} must be 1 to 32 letters and digits`);
  }
  const groups = whole('groups', 'SANDBOX_GROUPS', 0, 50_000);
  const options: SandboxOptions = {
    port: whole('port', 'SANDBOX_PORT', 3_100, 65_535),
    callbackUrl: url('callback-url', 'CALLBACK_URL'),
    archiveCallbackUrl: url('archive-callback-url', 'ARCHIVE_CALLBACK_URL'),
    appUrl: url('app-url', 'APP_URL'),
    demo: values.demo === true,
    members: whole('members', 'SANDBOX_MEMBERS', 0, 5_000),
    relations: whole('relations', 'SANDBOX_RELATIONS', 0, 1_000_000),
    groups,
    groupMembers: whole('group-members', 'SANDBOX_GROUP_MEMBERS', groups * 50, 5_000_000),
    credentials,
  };
  const state = given('state', 'SANDBOX_STATE');
  if (state) options.stateFile = state;
  if (problems.length > 0) throw new OptionError(problems.join('\n'));
  return {
    help: values.help === true,
    quiet: values.quiet === true,
    exitWithParent: values['exit-with-parent'] === true,
    options,
  };
}

export type ParsedValues = { values: Record<string, string | boolean | (string | boolean)[] | undefined> };

export function parse(
  args: string[],
  options: Record<string, { type: 'string' | 'boolean'; default?: boolean }>,
): ParsedValues {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}
