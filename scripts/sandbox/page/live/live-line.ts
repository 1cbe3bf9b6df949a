import type { LiveEvent } from '../../src/control/live-event.ts';
import { formatDuration } from '../ui/time.ts';

/** Who did something to whom; drawn as an arrow. */
export type Lane = 'to_crm' | 'to_wecom' | 'people' | 'sandbox';

export interface LiveLine {
  key: string;
  /** Sandbox clock, ms. */
  at: number;
  lane: Lane;
  text: string;
  status: { tone: 'good' | 'bad' | 'waiting'; text: string } | null;
  /** Real ms since what a person did last, while that is still the likely cause. */
  sinceMs: number | null;
  detail: { kind: 'callback' | 'api_call'; id: string } | null;
}

export interface LiveLog {
  lines: LiveLine[];
  /** Machine clock (ms) of the last thing a person did. */
  originAt: number | null;
}

/** The name of a member or customer; empty for what is nobody's id. */
export type NameOf = (id: string) => string;

export const emptyLog: LiveLog = { lines: [], originAt: null };

const KEPT = 400;
/** Later lines are hardly a consequence of what a person did. */
const CONSEQUENCE_MS = 60_000;

/** Adds a batch of events to the log: an attempt completes the line of its callback instead of making another. */
export function appendEvents(log: LiveLog, events: LiveEvent[], nameOf: NameOf): LiveLog {
  let { originAt } = log;
  const lines = [...log.lines];
  for (const event of events) {
    if (event.kind === 'reset') {
      lines.length = 0;
      originAt = null;
    }
    if (!isShown(event)) continue;
    if (isDoneByPerson(event)) originAt = event.machineAt;
    const line = lineOf(event, originAt, nameOf);
    const known = line.detail?.kind === 'callback' ? lines.findLastIndex((other) => other.key === line.key) : -1;
    const before = lines[known];
    // The line keeps its place and its distance; only what became of it is new.
    if (before) lines[known] = { ...before, status: line.status };
    else lines.push(line);
  }
  return { lines: lines.slice(-KEPT), originAt };
}

function lineOf(event: Exclude<LiveEvent, { kind: 'hello' }>, originAt: number | null, nameOf: NameOf): LiveLine {
  const since = originAt === null ? null : event.machineAt - originAt;
  const base = {
    key: `event-${event.seq}`,
    at: event.at,
    text: event.text,
    status: null,
    sinceMs: since === null || since < 1 || since > CONSEQUENCE_MS ? null : since,
    detail: null,
  };
  switch (event.kind) {
    case 'callback':
    case 'callback-attempt':
      return {
        ...base,
        key: `callback-${event.callback.id}`,
        lane: 'to_crm',
        text: event.callback.duplicateOf ? `${event.subject}（重复）` : event.subject,
        status: callbackStatus(event),
        detail: { kind: 'callback', id: event.callback.id },
      };
    case 'api-call':
      return {
        ...base,
        lane: 'to_wecom',
        text: `${event.call.title || event.call.path} ${nameOf(event.call.externalUserId) || nameOf(event.call.userId)}`.trim(),
        status:
          event.call.errcode === 0
            ? { tone: 'good', text: formatDuration(event.call.tookMs) }
            : { tone: 'bad', text: `错误 ${event.call.errcode}` },
        detail: { kind: 'api_call', id: event.call.id },
      };
    case 'chat':
    case 'app-message':
    case 'friend-chat':
    case 'mass-message':
    case 'moment':
    case 'relation':
    case 'group-chat':
      return { ...base, lane: 'people' };
    case 'group':
      return { ...base, lane: event.by === 'system' ? 'sandbox' : 'people' };
    case 'member':
    case 'customer':
      return { ...base, lane: 'people', sinceMs: null };
    case 'contact-way':
    case 'join-way':
    case 'tags':
    case 'fault':
    case 'clock':
    case 'settings':
    case 'reset':
      return { ...base, lane: 'sandbox', sinceMs: null };
  }
}

function callbackStatus(event: Extract<LiveEvent, { kind: 'callback' | 'callback-attempt' }>): LiveLine['status'] {
  const { status, attempts } = event.callback;
  const last = attempts.at(-1);
  switch (status) {
    case 'delivered':
      return {
        tone: 'good',
        text: `${formatDuration(last?.tookMs ?? 0)} 收下${attempts.length > 1 ? `，第 ${attempts.length} 次` : ''}`,
      };
    case 'failed':
      return { tone: 'bad', text: `${attempts.length} 次都没送到` };
    case 'dropped':
      return { tone: 'bad', text: '被故障丢掉' };
    case 'no_receiver':
      return { tone: 'bad', text: '没有接收方' };
    case 'waiting':
      return { tone: 'waiting', text: attempts.length > 0 ? `第 ${attempts.length} 次没送到，等待重试` : '等待送达' };
  }
}

/** What the API changed is already there as the API call; a notice in a chat repeats what the line before said. */
function isShown(event: LiveEvent): event is Exclude<LiveEvent, { kind: 'hello' }> {
  if (event.kind === 'relation') return event.by !== 'api';
  if (event.kind === 'chat') return event.message.from !== 'system';
  return event.kind !== 'hello';
}

function isDoneByPerson(event: LiveEvent): boolean {
  return (
    (event.kind === 'relation' && (event.by === 'member' || event.by === 'customer')) ||
    (event.kind === 'chat' && event.message.via === 'client') ||
    (event.kind === 'group' && event.by !== 'system') ||
    (event.kind === 'group-chat' && event.message.via === 'client')
  );
}
