import type { Credentials } from '../credentials.ts';
import type { Clock } from '../clock.ts';
import type { CallbackDetailView, CallbackView } from '../control/views.ts';
import type { Faults, Settings } from '../control/views-switches.ts';
import type { LiveHub } from '../live-hub.ts';
import { LogRing } from '../log-ring.ts';
import type { World } from '../world/world.ts';
import type { PendingCallback } from '../world/types.ts';
import { callbackSentence, callbackSubject } from './callback-sentence.ts';
import { Poster } from './post.ts';
import { keysOf, urlOf } from './receivers.ts';
import { newNonce, sealCallback, type SealedCallback } from './seal.ts';

export interface CallbackSpec {
  event: string;
  changeType: string;
  userId: string;
  externalUserId: string;
  /** The customer group it is about. */
  chatId?: string;
  /** What it tells, in Chinese, where the names above cannot say it. */
  subject?: string;
  /** The inner message. */
  message: string;
  /** Belongs to the app (subscribe, messages to it): AgentID stands in the envelope. */
  agentScoped: boolean;
  /** Default: the app's. Each receiver has its own address, token and key (wecom-callbacks §1). */
  receiver?: 'app' | 'archive';
}

interface CourierContext {
  readonly world: World;
  readonly clock: Clock;
  readonly live: LiveHub;
  readonly credentials: Credentials;
  readonly settings: Settings;
  readonly faults: Faults;
}

/**
 * Delivers callbacks: encrypted, signed, five seconds each, repeated up to three times (doc 90930, 90238), with the faults that
 * were switched on. What waits is in the world, so it is still delivered after a restart with a state file.
 */
export class Courier {
  readonly log = new LogRing<CallbackDetailView>(5_000);
  readonly #context: CourierContext;
  readonly #poster = new Poster();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #sealed = new Map<string, SealedCallback>();
  #held: { pending: PendingCallback; timer: NodeJS.Timeout } | null = null;
  #running = 0;
  #closed = false;
  /** Machine clock of the newest attempt's end, for waiting until all is quiet. */
  lastFinishedAt = 0;

  constructor(context: CourierContext) {
    this.#context = context;
  }

  /** Returns the callback's id. */
  enqueue(spec: CallbackSpec, duplicateOf = ''): string {
    const { world, clock, faults } = this.#context;
    const receiver = spec.receiver ?? 'app';
    const pending: PendingCallback = {
      id: `cb${world.next('callback')}`,
      at: clock.now(),
      ...spec,
      receiver,
      duplicateOf,
      attemptsMade: 0,
    };
    const record: CallbackDetailView = {
      id: pending.id,
      at: pending.at,
      event: spec.event,
      changeType: spec.changeType,
      userId: spec.userId,
      externalUserId: spec.externalUserId,
      ...groupOf(spec),
      status: 'waiting',
      duplicateOf,
      attempts: [],
      url: urlOf(this.#context.settings, receiver),
      receiver,
      message: spec.message,
      envelope: '',
      answer: '',
    };
    this.log.add(record);
    if (!record.url) record.status = 'no_receiver';
    else if (!duplicateOf && Math.random() < faults.callback.dropRate) record.status = 'dropped';
    this.#context.live.tell({
      kind: 'callback',
      callback: viewOf(record),
      subject: callbackSubject(world, record),
      text: callbackSentence(world, record),
    });
    if (record.status !== 'waiting') return pending.id;
    world.pendingCallbacks.put(pending);
    this.#start(pending);
    if (!duplicateOf && Math.random() < faults.callback.duplicateRate) {
      this.#after(20 + Math.random() * 200, () => this.enqueue(spec, pending.id));
    }
    return pending.id;
  }

  /** Sends once more what is in the log. */
  repeat(id: string): string | undefined {
    const record = this.log.get(id);
    if (!record) return undefined;
    const agentScoped = record.message.includes('<AgentID>');
    return this.enqueue({ ...pick(record), message: record.message, agentScoped, receiver: record.receiver }, id);
  }

  /** Takes up what was waiting when the sandbox stopped. */
  resume(): void {
    for (const pending of this.#context.world.pendingCallbacks.values()) {
      this.log.add({
        ...viewOf({
          ...pick(pending),
          id: pending.id,
          at: pending.at,
          status: 'waiting',
          duplicateOf: pending.duplicateOf,
          attempts: [],
        }),
        url: urlOf(this.#context.settings, pending.receiver),
        receiver: pending.receiver ?? 'app',
        message: pending.message,
        envelope: '',
        answer: '',
      });
      this.#after(0, () => void this.#attempt(pending));
    }
  }

  /** Callbacks neither delivered nor given up. */
  get waiting(): number {
    return this.#context.world.pendingCallbacks.size;
  }

  get busy(): boolean {
    return this.waiting > 0 || this.#running > 0 || this.#timers.size > 0;
  }

  /** The check the admin console makes when a receiver is saved. */
  check(url: string, timeoutMs: number): ReturnType<Poster['send']> {
    return this.#poster.send('GET', url, '', timeoutMs);
  }

  /** Forgets what waits (reset). */
  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#held = null;
    this.#sealed.clear();
    this.#context.world.pendingCallbacks.clear();
    this.log.clear();
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#poster.close();
  }

  #start(pending: PendingCallback): void {
    const { callback } = this.#context.faults;
    const go = () => void this.#attempt(pending);
    const send = callback.delayMs > 0 ? () => this.#after(callback.delayMs, go) : go;
    if (!callback.reorder) return this.#releaseAfter(send);
    if (this.#held) return this.#releaseAfter(send);
    // Held back until a later one has gone first.
    const timer = this.#after(callback.reorderWaitMs, () => {
      this.#held = null;
      go();
    });
    this.#held = { pending, timer };
  }

  /** Sends one callback, and after it the one that was held back for it. */
  #releaseAfter(send: () => void): void {
    const held = this.#held;
    this.#held = null;
    send();
    if (!held) return;
    clearTimeout(held.timer);
    this.#timers.delete(held.timer);
    this.#after(30, () => void this.#attempt(held.pending));
  }

  async #attempt(pending: PendingCallback): Promise<void> {
    const { world, settings, faults, clock } = this.#context;
    const record = this.log.get(pending.id);
    if (this.#closed || !world.pendingCallbacks.has(pending.id)) return;
    this.#running += 1;
    pending.attemptsMade += 1;
    world.pendingCallbacks.put(pending);
    const sealed = this.#seal(pending);
    const base = urlOf(this.#context.settings, pending.receiver);
    const startedAt = Date.now();
    let httpStatus = 0;
    let answer = '';
    let error = '';
    if (faults.callback.outage) {
      error = 'fault: receiver unreachable';
    } else {
      const url = `${base}${base.includes('?') ? '&' : '?'}${sealed.query}`;
      try {
        const reply = await this.#poster.send('POST', url, sealed.body, settings.callbackTimeoutMs);
        httpStatus = reply.status;
        answer = reply.body;
        if (httpStatus !== 200) error = `status ${httpStatus}`;
      } catch (failure) {
        error = failure instanceof Error ? failure.message : String(failure);
      }
    }
    this.#running -= 1;
    this.lastFinishedAt = Date.now();
    if (this.#closed || !world.pendingCallbacks.has(pending.id)) return;
    // Only connection failures and time-outs are repeated when the switch follows doc 90930 instead of 90238.
    const over =
      !error || (httpStatus !== 0 && !settings.retryOnStatus) || pending.attemptsMade > settings.callbackRetries;
    if (over) {
      world.pendingCallbacks.delete(pending.id);
      this.#sealed.delete(pending.id);
    } else {
      this.#after(settings.callbackRetryMs, () => void this.#attempt(pending));
    }
    if (!record) return;
    record.attempts.push({ at: clock.now(), httpStatus, tookMs: Date.now() - startedAt, error });
    record.envelope = sealed.body;
    record.answer = answer;
    record.url = base;
    if (over) record.status = error ? 'failed' : 'delivered';
    this.#context.live.tell({
      kind: 'callback-attempt',
      callback: viewOf(record),
      attempt: pending.attemptsMade,
      ok: !error,
      subject: callbackSubject(world, record),
      text: callbackSentence(world, record),
    });
  }

  #seal(pending: PendingCallback): SealedCallback {
    const known = this.#sealed.get(pending.id);
    if (known && !this.#context.settings.resignRetries) return known;
    const sealed = sealCallback(
      keysOf(this.#context.credentials, pending.receiver),
      pending.message,
      pending.agentScoped,
      {
        timestamp: this.#context.clock.seconds(),
        nonce: newNonce(),
      },
    );
    this.#sealed.set(pending.id, sealed);
    return sealed;
  }

  #after(ms: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) work();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }
}

function pick(
  source: CallbackSpec | CallbackView,
): Pick<CallbackSpec, 'event' | 'changeType' | 'userId' | 'externalUserId' | 'chatId' | 'subject'> {
  return {
    event: source.event,
    changeType: source.changeType,
    userId: source.userId,
    externalUserId: source.externalUserId,
    ...groupOf(source),
  };
}

function groupOf({ chatId, subject }: Pick<CallbackSpec, 'chatId' | 'subject'>) {
  return { ...(chatId ? { chatId } : {}), ...(subject ? { subject } : {}) };
}

export function viewOf(record: CallbackView): CallbackView {
  const { id, at, event, changeType, userId, externalUserId, status, duplicateOf } = record;
  const attempts = [...record.attempts];
  return { id, at, event, changeType, userId, externalUserId, ...groupOf(record), status, duplicateOf, attempts };
}
