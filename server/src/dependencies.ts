import { newId } from './platform/id.ts';
import type { RuleParts } from './engines/rules/registry.ts';
import type { FilterFields } from './engines/filter/registry.ts';
import type { PosterEngine } from './engines/poster/render-poster.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database/database.ts';
import { type CommandDefinition, type CommandFactory, defineCommand } from './platform/delivery/command.ts';
import type { Scenario } from './platform/delivery/scenario.ts';
import type { Logger } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import type { ObjectStores } from './platform/object-store/stores.ts';
import type { DataKeys } from './platform/secrets.ts';
import type { Config } from './config.ts';
import type { WechatClient } from './wechat/client.ts';
import type { WecomClient } from './wecom/client.ts';

/** Everything with a connection or a secret; made once in `server.ts`, handed down by name. */
export interface Dependencies {
  config: Config;
  log: Logger;
  clock: Clock;
  metrics: Metrics;
  db: Database;
  keys: DataKeys;
  /** Where files of archived chats lie. */
  stores: ObjectStores;
  wecom: WecomClient;
  wechat: WechatClient;
  /** Draws posters, in processes of its own. */
  posters: PosterEngine;
  /** What filters of customers can ask for. */
  filterFields: FilterFields;
  /** What rules can be made of. */
  ruleParts: RuleParts;
  /** Moves business time forward to a moment, for everybody; null: it is the real time. */
  moveClock: ((to: number) => Promise<void>) | null;
  /** This process, in leases. */
  processId: string;
}

export const newProcessId = () => newId();

/** Defines a scenario; see `platform/delivery/scenario.ts`. */
export function scenario<Payload extends object, Facts = undefined>(
  definition: Scenario<Dependencies, Payload, Facts>,
): Scenario<Dependencies, Payload, Facts> {
  return definition;
}

/** Defines an outbox command; see `platform/delivery/command.ts`. */
export function command<Input extends object, Result = unknown>(
  definition: CommandDefinition<Dependencies, Input, Result>,
): CommandFactory<Dependencies, Input, Result> {
  return defineCommand(definition);
}
