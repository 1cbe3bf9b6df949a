import type { Tx } from '../database/tx.ts';
import type { EventType, RecordedEvent } from './event.ts';

export type Lane = 'urgent' | 'normal';

export type Outcome = { status: 'done' } | { status: 'skipped'; reason: string };
export const done = (): Outcome => ({ status: 'done' });
/** Nothing to do, and why: the reason is shown to people, in Chinese. */
export const skipped = (reason: string): Outcome => ({ status: 'skipped', reason });

/** One business situation: what to do when one kind of event has happened. */
export interface Scenario<Deps, Payload extends object = object, Facts = undefined> {
  name: string;
  on: EventType<Payload>;
  /** `urgent` overtakes everything else: for what holds a welcome code. */
  lane?: Lane;
  /**
   * False: the payload alone says that this is none of its business, and not even a skipped run is written. For what comes
   * by the hundred thousand (a first sync); elsewhere a run skipped with its reason serves people better.
   */
  concerns?(payload: Payload): boolean;
  /** Reads from outside (WeCom), before and outside the transaction. May run more than once. */
  gather?(event: RecordedEvent<Payload>, deps: Deps): Promise<Facts>;
  /**
   * Rows, events, commands and the run record in one transaction. May run late, or after its subject is gone.
   * @param now business time, epoch ms
   */
  run(tx: Tx, event: RecordedEvent<Payload>, facts: Facts, now: number, deps: Deps): Promise<Outcome>;
}

// The registry holds scenarios of many payloads; each only ever sees events of its own type.
// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where the scenario is defined
export type AnyScenario<Deps> = Scenario<Deps, any, any>;
