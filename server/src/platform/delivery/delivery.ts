import type { Clock } from '../clock.ts';
import type { Tx } from '../database/tx.ts';
import { afterCommit, type Batch, collect } from '../database/tx.ts';
import { insertRows, type SqlValue } from '../database/sql.ts';
import { newId } from '../id.ts';
import type { Logger } from '../log.ts';
import type { Command } from './command.ts';
import type { AnyScenario, Lane } from './scenario.ts';

type Signal = 'inbox' | 'bulk' | 'archive' | 'files' | `runs:${Lane}` | `commands:${Lane}` | 'events';

interface Listener {
  name: string;
  lane: Lane;
  concerns?(payload: object): boolean;
}

const runRows: Batch<Record<string, SqlValue>> = { write: (tx, rows) => insertRows(tx, 'scenario_run', rows) };

/** What every transaction knows of delivery: who listens to which event, and whom to wake when new work is committed. */
export class Delivery {
  private readonly scenariosByEvent = new Map<string, Listener[]>();
  private readonly listeners = new Map<Signal, Set<() => void>>();

  constructor(
    readonly clock: Clock,
    private readonly log: Logger,
    scenarios: readonly Pick<AnyScenario<never>, 'name' | 'on' | 'lane' | 'concerns'>[],
    private readonly commandNames: { has(name: string): boolean },
  ) {
    const names = new Set<string>();
    for (const { name, on, lane = 'normal', concerns } of scenarios) {
      if (names.has(name)) throw new Error(`two scenarios are called ${name}`);
      names.add(name);
      this.scenariosByEvent.set(on.name, [...(this.scenariosByEvent.get(on.name) ?? []), { name, lane, concerns }]);
    }
  }

  /** Wakes a loop in this process; loops of other processes find the work at their next look. */
  onSignal(signal: Signal, wake: () => void): () => void {
    const set = this.listeners.get(signal) ?? new Set();
    this.listeners.set(signal, set.add(wake));
    return () => set.delete(wake);
  }

  signal(signal: Signal): void {
    for (const wake of this.listeners.get(signal) ?? []) wake();
  }

  /** One waiting run for each scenario that listens to these events and is concerned by them. */
  openRuns(tx: Tx, events: { id: string; type: string; payload: object }[]): void {
    const now = this.clock.machineNow();
    const lanes = new Set<Lane>();
    const rows = events.flatMap((event) =>
      (this.scenariosByEvent.get(event.type) ?? [])
        .filter(({ concerns }) => concerns?.(event.payload) ?? true)
        .map(({ name, lane }) => {
          lanes.add(lane);
          return {
            id: newId(now),
            event_id: event.id,
            scenario: name,
            lane,
            status: 'waiting',
            attempts: 0,
            next_attempt_at: now,
            created_at: now,
          };
        }),
    );
    collect(tx, runRows, rows);
    for (const lane of lanes) afterCommit(tx, () => this.signal(`runs:${lane}`));
    afterCommit(tx, () => this.signal('events'));
  }

  commandsEnqueued(tx: Tx, commands: Command[]): void {
    for (const command of commands) {
      if (!this.commandNames.has(command.name))
        throw new Error(`command ${command.name} is not in the list of outbox commands`);
    }
    for (const lane of new Set(commands.map((command) => command.lane)))
      afterCommit(tx, () => this.signal(`commands:${lane}`));
  }

  reportLoop(types: string[]): void {
    this.log.error({ types }, 'event chain too deep: nobody was told, look for a loop of scenarios');
  }
}
