import type { Happening, RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import { spansDueOn } from '../../engines/rules/dates.ts';
import { isListenedTo, isSaid, meetsConditions } from '../../engines/rules/happenings.ts';
import { minutesOf } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { select } from '../../platform/database/sql.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { toRecordedEvent } from '../../platform/delivery/run-worker.ts';
import { type ConversationsMet, readMessagesSent, type StreamedMessage } from '../chat-archive/stream.ts';
import { isSpeech } from '../chat-archive/not-said.ts';
import { lastSaidBefore } from './last-said.ts';
import { hear, isAwaited, listening } from './listening.ts';
import { compile, type RuleSet } from './rule-set.ts';
import type { Simulation } from './simulate.ts';

const MESSAGES = 4_000;
const EVENTS = 1_000;
const DAY_MS = 86_400_000;

/** How far each source has been read; JSON between turns. */
export interface HistoryCursor {
  position: number | null;
  events: Record<string, { at: number; id: string }>;
  /** Of a date rule: the start of the next day to look at. */
  dayFrom: number | null;
}

type Happened = { at: number; message: StreamedMessage } | { at: number; event: RecordedEvent };

/** Reads what a rule listens to out of the past, in the order of time, and plays it to a simulation. */
export class History {
  private readonly set: RuleSet;
  private readonly needsMessages: boolean;
  private readonly eventTypes: string[];
  private readonly met: ConversationsMet = new Map();

  constructor(
    private readonly deps: Pick<Dependencies, 'db' | 'keys' | 'config' | 'ruleParts'>,
    private readonly definition: RuleDefinition,
    private readonly span: { from: number; to: number },
  ) {
    const { when } = definition;
    const live = {
      id: '',
      name: '',
      versionId: '',
      version: 0,
      definition,
      scope: { kind: 'all' },
      onSince: 0,
      savedBy: '',
    };
    this.set = compile([{ ...live, scope: { kind: 'all' } }]);
    const listened: Happening[] =
      when.kind === 'event' ? [when] : when.kind === 'absence' ? [when.start, ...when.unless] : [];
    this.needsMessages = when.kind === 'message' || listened.some(({ kind }) => kind === 'said');
    this.eventTypes = [
      ...new Set(
        listened.flatMap((one) => (one.kind === 'event' ? [deps.ruleParts.trigger(one.trigger).on.name] : [])),
      ),
    ];
  }

  /** How much there is to look at: messages and events, or days. */
  async count(): Promise<number> {
    const { from, to } = this.span;
    if (this.definition.when.kind === 'date') return Math.ceil((to - from) / DAY_MS);
    let count = 0;
    const add = async (sql: string, values: (string | number)[]) => {
      const [row] = await select<{ count: number | string }>(this.deps.db.read, sql, values);
      count += Number(row?.count ?? 0);
    };
    if (this.needsMessages)
      await add('SELECT COUNT(*) AS count FROM chat_message WHERE sent_at >= ? AND sent_at < ?', [from, to]);
    for (const type of this.eventTypes)
      await add('SELECT COUNT(*) AS count FROM event WHERE type = ? AND occurred_at >= ? AND occurred_at < ?', [
        type,
        from,
        to,
      ]);
    return count;
  }

  /** Plays the next portion. Returns how much that was and where to go on; null when the past is over. */
  async play(simulation: Simulation, cursor: HistoryCursor): Promise<{ count: number; cursor: HistoryCursor | null }> {
    if (this.definition.when.kind === 'date') return this.playDay(simulation, cursor);
    const messages = this.needsMessages ? await this.nextMessages(cursor) : [];
    const events = await Promise.all(this.eventTypes.map((type) => this.nextEvents(type, cursor)));
    // What one source has not shown yet may lie before what the others have: nobody goes further than the shortest full page.
    const full = [
      ...(messages.length === MESSAGES ? [messages.at(-1)!.sentAt] : []),
      ...events.flatMap((page) => (page.length === EVENTS ? [page.at(-1)!.occurredAt] : [])),
    ];
    const until = Math.min(...full, Number.MAX_SAFE_INTEGER);
    const next: HistoryCursor = { ...cursor, events: { ...cursor.events } };
    const happened: Happened[] = [];
    for (const message of messages) {
      if (message.sentAt > until) break;
      happened.push({ at: message.sentAt, message });
      next.position = message.position;
    }
    for (const page of events)
      for (const event of page) {
        if (event.occurredAt > until) break;
        happened.push({ at: event.occurredAt, event });
        next.events[event.type] = { at: event.occurredAt, id: event.id };
      }
    if (events.length > 0) happened.sort((a, b) => a.at - b.at);
    await this.recall(simulation, messages);
    for (const one of happened)
      if ('message' in one) this.playMessage(simulation, one.message);
      else await this.playEvent(simulation, one.event);
    return { count: happened.length, cursor: full.length > 0 ? next : null };
  }

  /** Of customers met for the first time: when they had last said something before the period, where the rule asks for silence. */
  private async recall(simulation: Simulation, messages: readonly StreamedMessage[]): Promise<void> {
    const { when } = this.definition;
    if (when.kind !== 'message' || when.afterQuietDays === null) return;
    const fresh = new Set(
      messages.flatMap(({ customerId, from }) =>
        customerId !== null && from.kind === 'customer' && !simulation.customers.has(customerId) ? [customerId] : [],
      ),
    );
    for (const [customerId, at] of await lastSaidBefore(this.deps.db.read, [...fresh], { sentAt: this.span.from }))
      simulation.said(customerId, at);
  }

  private playMessage(simulation: Simulation, message: StreamedMessage): void {
    const { customerId, sentAt, position } = message;
    const { when } = this.definition;
    const { timeZone } = this.deps.config;
    if (customerId === null || message.isRevoked || !isSpeech(message)) return;
    if (when.kind === 'absence') {
      // Asked first: who speaks and where costs less than looking for words.
      if (![when.start, ...when.unless].some((one) => isSaid(one, message))) return;
      const heard = hear(this.set, message.text);
      if (when.unless.some((one) => isAwaited(one, message, heard))) simulation.ends(customerId, sentAt);
      else if (isAwaited(when.start, message, heard)) simulation.begins(customerId, String(position), sentAt);
      return;
    }
    if (when.kind !== 'message') return;
    if (isListenedTo({ ...when, hours: null }, message, ''))
      for (const { words } of listening(this.set, message, hear(this.set, message.text), timeZone))
        simulation.happened(customerId, { kind: 'message', ref: String(position), at: sentAt, words });
    if (when.afterQuietDays !== null && message.from.kind === 'customer') simulation.said(customerId, sentAt);
  }

  private async playEvent(simulation: Simulation, event: RecordedEvent): Promise<void> {
    const { customerId, occurredAt: at, id } = event;
    const { when } = this.definition;
    if (customerId === null) return;
    const matches = async (one: Happening) => {
      if (one.kind !== 'event') return false;
      const trigger = this.deps.ruleParts.trigger(one.trigger);
      return trigger.on.name === event.type && meetsConditions(trigger, one.conditions, event, this.deps.db.read);
    };
    if (when.kind === 'event') {
      if (await matches(when)) simulation.happened(customerId, { kind: 'event', ref: id, at, words: [] });
    } else if (when.kind === 'absence') {
      for (const one of when.unless) if (await matches(one)) simulation.ends(customerId, at);
      if (await matches(when.start)) simulation.begins(customerId, id, at);
    }
  }

  private async playDay(simulation: Simulation, cursor: HistoryCursor) {
    const { when } = this.definition;
    if (when.kind !== 'date') throw new Error('not a date rule');
    const { db, config, ruleParts } = this.deps;
    const date = await ruleParts.date(db.read, when.date);
    const day = businessDate(cursor.dayFrom ?? this.span.from, config.timeZone);
    const at = instantOf(day, minutesOf(when.at), config.timeZone);
    if (at >= this.span.from && at < this.span.to)
      for (const span of spansDueOn(when, day, config.timeZone)) {
        for (let after = ''; ; ) {
          const page = await date.findIn(db.read, span, { after, limit: EVENTS });
          for (const { customerId } of page) simulation.happened(customerId, { kind: 'date', ref: day, at, words: [] });
          const last = page.at(-1);
          if (!last || page.length < EVENTS) break;
          after = `${last.at} ${last.customerId}`;
        }
      }
    const dayFrom = instantOf(day, 0, config.timeZone) + DAY_MS + DAY_MS / 2;
    const start = instantOf(businessDate(dayFrom, config.timeZone), 0, config.timeZone);
    return { count: 1, cursor: start < this.span.to ? { ...cursor, dayFrom: start } : null };
  }

  private nextMessages({ position }: HistoryCursor): Promise<StreamedMessage[]> {
    const { db, keys } = this.deps;
    return readMessagesSent(db.read, { ...this.span, afterPosition: position, limit: MESSAGES }, { keys }, this.met);
  }

  private async nextEvents(type: string, { events }: HistoryCursor): Promise<RecordedEvent[]> {
    const { from, to } = this.span;
    const { at, id } = events[type] ?? { at: from, id: '' };
    const rows = await select<Record<string, unknown>>(
      this.deps.db.read,
      `SELECT * FROM event WHERE type = ? AND occurred_at >= ? AND occurred_at < ? AND (occurred_at > ? OR id > ?)
       ORDER BY occurred_at, id LIMIT ?`,
      [type, at, to, at, id, EVENTS],
    );
    return rows.map(toRecordedEvent);
  }
}
