import type { QueryClient } from '@tanstack/react-query';
import type { reportSend, SendFailure } from '@zhike/shared/contracts/material-send';
import { ApiError } from '../../shared/api/api-error.ts';
import { call } from '../../shared/api/call.ts';

export type Outcome = { outcome: 'sent' } | { outcome: 'failed'; failure: SendFailure };

const PREFIX = 'zhike.outcomes.';
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** Nobody sends so much without a network; the oldest would be days old. */
const MOST = 200;

let userId: string | null = null;
let client: QueryClient | null = null;
let isDelivering = false;
let pauseMs = FIRST_PAUSE_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * What the client said of a sending is told to the server until the server has it: kept in the browser (ids only), per member, so that a
 * closed page loses nothing. Begins with what an earlier page left. Returns how to stop.
 */
export function startOutcomes(viewerUserId: string, queryClient: QueryClient): () => void {
  userId = viewerUserId;
  client = queryClient;
  const again = () => {
    pauseMs = FIRST_PAUSE_MS;
    void deliver();
  };
  addEventListener('online', again);
  again();
  return () => {
    removeEventListener('online', again);
    clearTimeout(timer);
    userId = null;
  };
}

/** To be told to the server, now or as soon as possible. What was sent stays sent, whatever a later try says. */
export function reportOutcome(sendId: string, outcome: Outcome): void {
  const kept = read();
  if (kept.get(sendId)?.outcome !== 'sent') kept.set(sendId, outcome);
  write(kept);
  pauseMs = FIRST_PAUSE_MS;
  void deliver();
}

async function deliver(): Promise<void> {
  clearTimeout(timer);
  if (isDelivering || !userId) return;
  isDelivering = true;
  let isLost = false;
  try {
    for (let next = first(); next && !isLost; next = first()) isLost = !(await tell(next));
  } finally {
    isDelivering = false;
  }
  if (!isLost) return;
  timer = setTimeout(() => void deliver(), pauseMs);
  pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
}

/** False when the server could not be told now. */
async function tell([sendId, outcome]: [string, Outcome]): Promise<boolean> {
  const owner = userId;
  try {
    await call<typeof reportSend>('reportSend', { params: { sendId }, body: outcome });
  } catch (error) {
    if (!isFinal(error)) return false;
  }
  if (userId !== owner) return false;
  const kept = read();
  // Said otherwise meanwhile: the newer word is told next.
  if (JSON.stringify(kept.get(sendId)) === JSON.stringify(outcome)) kept.delete(sendId);
  write(kept);
  for (const queryKey of [['sends'], ['materials'], ['scripts'], ['next-sends'], ['timeline'], ['tasks']])
    void client?.invalidateQueries({ queryKey });
  return true;
}

/** The sending is not there or is somebody else's: saying it again would not help. A session that ended comes back. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 409, 422].includes(error.status);
}

/** Where the browser keeps nothing, what happens on this page is kept with the page. */
let inPage: [string, Outcome][] = [];

const first = () => [...read()][0];

function read(): Map<string, Outcome> {
  if (!userId) return new Map(inPage);
  try {
    const stored = JSON.parse(localStorage.getItem(PREFIX + userId) ?? '[]') as [string, Outcome][];
    return new Map([...stored, ...inPage]);
  } catch {
    return new Map(inPage);
  }
}

function write(kept: Map<string, Outcome>): void {
  const entries = [...kept].slice(-MOST);
  try {
    if (!userId) throw new Error('nobody is signed in yet');
    if (entries.length > 0) localStorage.setItem(PREFIX + userId, JSON.stringify(entries));
    else localStorage.removeItem(PREFIX + userId);
    inPage = [];
  } catch {
    inPage = entries;
  }
}
