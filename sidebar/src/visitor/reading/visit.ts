import type { BeatAnswer, BeatSent } from '@zhike/shared/contracts/visitor';
import { BEATS_PATH } from '@zhike/shared/visitor-paths';
import { Progress } from './progress.ts';
import { Stopwatch } from './stopwatch.ts';
import { phoneName } from './token.ts';

/** Nobody reads in less: an opening by mistake, a preview. */
const FIRST_AFTER_S = 3;
/** Then ever more seldom: who reads for minutes reads on. */
const waitAfter = (seconds: number) => (seconds < 60 ? 5 : 10);
const RETRY_LIMIT = 3;
/** A beat without an answer by then is lost; the next one says it all. */
const PATIENCE_MS = 10_000;

/** One opening of the page: counts time in view and says now and then how far it has come. */
export class Visit {
  readonly progress = new Progress();
  private readonly stopwatch = new Stopwatch();
  private seq = 0;
  private nextBeatAt = FIRST_AFTER_S;
  private isSending = false;
  private failures = 0;
  private lastSent = '';
  private onSecond: () => void = () => undefined;
  private readonly id = randomId();

  constructor(
    private readonly key: string,
    private readonly token: string,
  ) {}

  /** Called once a second while the page is in view. */
  eachSecond(look: () => void): void {
    this.onSecond = look;
  }

  /** Another page is in view: what has passed by now belongs to the one before. */
  turnTo(page: number): void {
    if (page === this.progress.page) return;
    this.count();
    this.progress.page = page;
  }

  start(): void {
    this.goOn();
    setInterval(() => this.tick(), 1000);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.pause();
      else this.goOn();
    });
    // iPhones tell of no change of visibility when the page is closed.
    addEventListener('pagehide', () => this.pause());
    // Back from where it was frozen: whatever was under way then never ends.
    addEventListener('pageshow', ({ persisted }) => {
      if (!persisted) return;
      this.isSending = false;
      this.goOn();
    });
  }

  /** At once, for a page that is about to leave for another address. */
  tellNow(): void {
    this.leave(true);
  }

  private goOn(): void {
    // A page that is rendered ahead of time (prerender) is hidden as well.
    if (document.visibilityState === 'visible') this.stopwatch.run(performance.now());
  }

  private pause(): void {
    this.count();
    this.stopwatch.stop();
    this.leave();
  }

  private count(): void {
    this.progress.spent(this.stopwatch.take(performance.now()));
  }

  private tick(): void {
    if (!this.stopwatch.isRunning) return;
    this.count();
    this.onSecond();
    if (this.progress.seconds >= this.nextBeatAt && !this.isSending) void this.beat();
  }

  private async beat(): Promise<void> {
    this.isSending = true;
    const beat = this.next(false);
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(BEATS_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(beat),
        keepalive: true,
        signal: patience.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.failures = 0;
      this.progress.told(beat.pageSeconds ?? []);
      this.ownTheAddress((await answer.json()) as BeatAnswer);
    } catch {
      // Whatever was lost is in the next beat as well. A server that refuses is not asked all the time.
      this.failures += 1;
    } finally {
      clearTimeout(timer);
      this.isSending = false;
      const wait = waitAfter(this.progress.seconds) * (this.failures > RETRY_LIMIT ? 6 : 1);
      this.nextBeatAt = this.progress.seconds + wait;
    }
  }

  /** Passing the page on shall pass her own link on. */
  private ownTheAddress({ ownKey }: BeatAnswer): void {
    const own = ownKey ? `/t/${ownKey}` : null;
    if (own && location.pathname !== own) history.replaceState(history.state, '', own);
  }

  /** Said while the page goes away: the browser delivers it, nobody waits for the answer. */
  private leave(evenUnseen = false): void {
    if (!evenUnseen && this.progress.seconds < FIRST_AFTER_S) return;
    const now = JSON.stringify([this.progress.seconds, this.progress.percent, this.progress.page]);
    if (now === this.lastSent) return;
    if (handOver(JSON.stringify(this.next(true)), () => (this.lastSent = ''))) this.lastSent = now;
  }

  private next(isLeaving: boolean): BeatSent {
    this.seq += 1;
    const phone = phoneName();
    return {
      key: this.key,
      token: this.token,
      visit: this.id,
      seq: this.seq,
      seconds: Math.min(this.progress.seconds, 86_400),
      percent: this.progress.percent,
      page: this.progress.page,
      pageSeconds: this.progress.takeChanged(),
      isLeaving,
      ...(phone ? { phone } : {}),
    };
  }
}

/** False when the browser takes it in no way. `onLost`: it took it, and it did not arrive. */
function handOver(body: string, onLost: () => void): boolean {
  try {
    if (navigator.sendBeacon(BEATS_PATH, body)) return true;
  } catch {
    // Some clients forbid beacons, and throw.
  }
  try {
    fetch(BEATS_PATH, { method: 'POST', body, keepalive: true }).catch(onLost);
    return true;
  } catch {
    return false;
  }
}

/** 128 random bits in letters that an address may hold. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
