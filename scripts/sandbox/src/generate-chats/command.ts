import { callControl } from '../control/client.ts';
import { OptionError, parse } from '../options.ts';

interface CommandWish {
  port: number;
  messages: number;
  /** Left to the sandbox when undefined. */
  days: number | undefined;
  seed: number | undefined;
}

const defaultPort = 3_100;
const defaultMessages = 100_000;

/** `generate-chats [--messages N] [--days N] [--seed N] [--port N]`; all wrong values at once. */
export function readChatWish(args: string[], env: Record<string, string | undefined>): CommandWish {
  const text = { type: 'string' } as const;
  const { values } = parse(args, { messages: text, days: text, seed: text, port: text });
  const problems: string[] = [];
  const whole = (name: string, given: unknown): number | undefined => {
    if (given === undefined || given === '') return undefined;
    const number = Number(given);
    if (!Number.isInteger(number) || number < 0) problems.push(`--${name} must be a whole number`);
    return number;
  };
  const wish = {
    port: whole('port', values.port ?? env.SANDBOX_PORT) ?? defaultPort,
    messages: whole('messages', values.messages) ?? defaultMessages,
    days: whole('days', values.days),
    seed: whole('seed', values.seed),
  };
  if (problems.length > 0) throw new OptionError(problems.join('\n'));
  return wish;
}

/** Asks the sandbox that is running, and says what came of it. */
export async function generateChatsIn({ port, messages, days, seed }: CommandWish): Promise<string> {
  const control = callControl(`http://127.0.0.1:${port}`);
  const made = await control('POST /control/generate-chats', {
    body: { messages, ...(days === undefined ? {} : { days }), ...(seed === undefined ? {} : { seed }) },
  }).catch((cause: unknown) => {
    if (cause instanceof TypeError)
      throw new Error(`No sandbox answers on port ${port}. Start one with: npm run sandbox -- --demo`, { cause });
    throw cause;
  });
  return `${made.messages} messages in ${made.chats} chats and ${made.rooms} groups; ${made.available} can be pulled now.`;
}
