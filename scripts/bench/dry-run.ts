import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@zhike/server/config';
import { advanceTrial } from '@zhike/server/domains/automation/commands/advance-trial';
import { openJob } from '@zhike/server/domains/automation/jobs';
import { insertRows, select } from '@zhike/server/platform/database/sql';
import { enqueue } from '@zhike/server/platform/delivery/command';
import { newId } from '@zhike/server/platform/id';
import { createLogger } from '@zhike/server/platform/log';
import { type RunningServer, startServer } from '@zhike/server/server';
import { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import { manyWords, messageMaker } from './lib/many-messages.ts';
import { printMachine, round, verdict } from './lib/report.ts';

const HELP = `npm run bench -- dry-run [--messages 1000000] [--customers 20000]

A rule ("one of 100 words, twice within thirty days") is tried on a stored history on SQLite, from the job's first turn to its result.
Target: ≥ 50,000 messages a second.`;

const DAY = 86_400_000;
const BATCH = 2_000;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, otherwise: number) =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
  const [messages, customers] = [option('--messages', 1_000_000), option('--customers', 20_000)];
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const options = { log: createLogger('error'), ticking: false, consumers: [] };
  const server = await startServer(configFor(folder), options);
  try {
    const words = manyWords(100);
    const to = Date.now();
    const from = to - 90 * DAY;
    await fill(server, { messages, customers, words, from, to });
    const definition = RuleDefinition.parse({
      when: { kind: 'message', keywords: { any: words }, times: { count: 2, withinHours: 30 * 24 } },
      actions: [{ kind: 'set_stage', stageId: newId() }],
    });
    const viewer = { userId: 'bench', name: 'bench', role: 'admin', scope: { kind: 'all' }, sessionId: '' } as const;
    const started = performance.now();
    const jobId = await server.deps.db.transaction(async (tx) => {
      const id = await openJob(tx, viewer, { kind: 'trial', definition, fromAt: from, toAt: to + 1 }, to);
      await enqueue(tx, advanceTrial({ jobId: id }));
      return id;
    });
    const job = await waitFor(server, jobId);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${job.done_count} messages in ${round(seconds)} s; ${job.matched_count} customers would have been touched, ${job.times_count} times`,
    );
    verdict('dry-run', Number(job.done_count) / seconds, { atLeast: 50_000, unit: 'messages/s' });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function waitFor({ deps }: RunningServer, jobId: string) {
  for (;;) {
    const [job] = await select<Record<string, string | number>>(deps.db.read, 'SELECT * FROM rule_job WHERE id = ?', [
      jobId,
    ]);
    if (job!.status === 'failed') throw new Error('the dry run failed');
    if (job!.status === 'done') return job!;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Wanted {
  messages: number;
  customers: number;
  words: string[];
  from: number;
  to: number;
}

async function fill({ deps: { db } }: RunningServer, { messages, customers, words, from, to }: Wanted): Promise<void> {
  const people = Array.from({ length: customers }, () => ({ customerId: newId(), conversationId: newId() }));
  for (let start = 0; start < customers; start += BATCH)
    await db.transaction(async (tx) => {
      const some = people.slice(start, start + BATCH);
      await insertRows(
        tx,
        'customer',
        some.map(({ customerId: id }) => ({
          id,
          type: 1,
          name: id,
          gender: 0,
          status: 'active',
          first_added_at: from,
          last_added_at: from,
          created_at: from,
          updated_at: from,
        })),
      );
      await insertRows(
        tx,
        'chat_conversation',
        some.map(({ customerId, conversationId }) => ({
          id: conversationId,
          conversation_key: `single:bench:${customerId}`,
          kind: 'single',
          user_id: 'bench',
          customer_id: customerId,
          consent: 'agreed',
          last_message_at: to,
          last_position: 0,
        })),
      );
    });
  const say = messageMaker(words, { saysWord: 0.05 });
  for (let start = 0; start < messages; start += BATCH)
    await db.transaction((tx) =>
      insertRows(
        tx,
        'chat_message',
        Array.from({ length: Math.min(BATCH, messages - start) }, (_, index) => {
          const position = start + index + 1;
          const { customerId, conversationId } = people[(position * 7919) % customers]!;
          return {
            position,
            msg_id: `bench${position}`,
            conversation_id: conversationId,
            sender_kind: position % 2 === 0 ? 'customer' : 'member',
            sender_id: 'bench',
            customer_id: customerId,
            sent_at: from + Math.floor(((to - from) * position) / messages),
            type: 'text',
            content: JSON.stringify({ kind: 'text', text: say() }),
            is_encrypted: 0,
          };
        }),
      ),
    );
  console.log(`${messages} messages of ${customers} customers stored`);
}

function configFor(folder: string) {
  return readConfig({
    DATABASE_URL: `sqlite:${join(folder, 'bench.sqlite')}`,
    DATA_DIR: folder,
    DATA_KEY: randomBytes(32).toString('base64'),
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    LOG_LEVEL: 'error',
    WECOM_CORP_ID: 'ww0123456789abcdef',
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: randomBytes(24).toString('hex'),
    WECOM_CALLBACK_TOKEN: 'QDG6eK',
    WECOM_CALLBACK_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    WECOM_API_BASE: 'http://127.0.0.1:9',
  });
}

await main(process.argv.slice(2));
