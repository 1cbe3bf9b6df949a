import type { Tx } from '../database/tx.ts';
import { type Batch, collect, txContext } from '../database/tx.ts';
import { insertRows, type SqlValue } from '../database/sql.ts';
import { newId } from '../id.ts';
import type { Delivery } from './delivery.ts';
import type { Lane } from './scenario.ts';

/** Something the outside shall do; sent and retried by the outbox relay. */
export interface CommandDefinition<Deps, Input extends object, Result> {
  name: string;
  lane?: Lane;
  /** One sentence: why sending it twice does no harm. Shown to whoever replays it. */
  repeatIsHarmless: string;
  /** Commands with the same key are never under way at the same time (WeCom: 45035). */
  serialKey?(input: Input): string;
  /** Epoch ms of machine time after which sending is pointless. */
  expiresAt?(input: Input): number;
  /** Gives up this long after it was enqueued, ms. Default 24 h. */
  giveUpAfterMs?: number;
  send(input: Input, deps: Deps, attempt: { number: number; enqueuedAt: number }): Promise<Result>;
  onDone?(tx: Tx, input: Input, result: Result, now: number): Promise<void>;
  /** The last word: nothing will be tried again by itself. Open a task, mark the row: somebody must learn of it. */
  onGaveUp?(tx: Tx, input: Input, error: unknown, now: number): Promise<void>;
}

export interface Command<Input extends object = object> {
  name: string;
  lane: Lane;
  input: Input;
  serialKey: string | null;
  expiresAt: number | null;
}

// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where the command is defined
export type AnyCommandDefinition<Deps> = CommandDefinition<Deps, any, any>;

export type CommandFactory<Deps, Input extends object, Result> = ((input: Input) => Command<Input>) & {
  definition: CommandDefinition<Deps, Input, Result>;
};

/** Defines a command and returns the function that makes one to enqueue. Input must be JSON and hold no phone number or real name. */
export function defineCommand<Deps, Input extends object, Result>(
  definition: CommandDefinition<Deps, Input, Result>,
): CommandFactory<Deps, Input, Result> {
  const make = (input: Input): Command<Input> => ({
    name: definition.name,
    lane: definition.lane ?? 'normal',
    input,
    serialKey: definition.serialKey?.(input) ?? null,
    expiresAt: definition.expiresAt?.(input) ?? null,
  });
  return Object.assign(make, { definition });
}

const commandRows: Batch<Record<string, SqlValue>> = { write: (tx, rows) => insertRows(tx, 'outbox_command', rows) };

/** Queues commands in the transaction of what makes them necessary. `notBefore`: epoch ms, machine time. */
export async function enqueue(
  tx: Tx,
  commands: Command | Command[],
  options: { notBefore?: number } = {},
): Promise<void> {
  const context = txContext(tx);
  const delivery = context.delivery as Delivery;
  const now = delivery.clock.machineNow();
  const list = Array.isArray(commands) ? commands : [commands];
  collect(
    tx,
    commandRows,
    list.map((command) => ({
      id: newId(now),
      name: command.name,
      lane: command.lane,
      input: JSON.stringify(command.input),
      serial_key: command.serialKey,
      status: 'waiting',
      attempts: 0,
      next_attempt_at: Math.max(now, options.notBefore ?? 0),
      expires_at: command.expiresAt,
      cause_event_id: context.cause?.eventId ?? null,
      depth: context.cause?.depth ?? 0,
      created_at: now,
    })),
  );
  delivery.commandsEnqueued(tx, list);
}
