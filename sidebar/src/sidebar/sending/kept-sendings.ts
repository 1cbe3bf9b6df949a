import { pageMemory } from '../../shared/drafts/page-memory.ts';
import { randomKey } from '../../shared/drafts/random-key.ts';
import { notify } from '../components/notice.tsx';
import { type PartState, type SendPart, sendPart } from './send-part.ts';

/** Where the parts of one sending stand. */
export interface Progress {
  states: Readonly<Record<string, PartState>>;
  isRunning: boolean;
}

const LEFT: PartState = { at: 'failed', text: '离开时还没有发送' };

/**
 * One sending, kept by name as long as the app is open and until all of it has gone: whoever closes the sheet after a failure and comes
 * back goes on with what is missing, and sends nothing twice.
 */
export class KeptSending {
  progress: Progress = { states: {}, isRunning: false };
  private readonly keys = new Map<string, string>();
  private readonly sent = new Set<string>();
  private readonly watchers = new Set<() => void>();

  constructor(private readonly name: string) {}

  readonly watch = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  /** Sends what is missing, one after the other, up to the first that fails. `signal`: nobody looks at it any more. */
  async run(parts: readonly SendPart[], signal: AbortSignal, onDone?: (isWatched: boolean) => void): Promise<void> {
    // Taps come before the screen has changed.
    if (this.progress.isRunning) return;
    this.change({ states: Object.fromEntries(parts.map(({ key }) => [key, this.before(key)])), isRunning: true });
    const finish = () => {
      if (!parts.every(({ key }) => this.sent.has(key)) || kept.get(this.name) !== this) return;
      kept.delete(this.name);
      onDone?.(!signal.aborted);
    };
    try {
      for (const part of parts) {
        if (!this.sent.has(part.key) && !(await this.send(part, signal, finish))) return;
      }
      finish();
    } finally {
      this.change({ isRunning: false });
    }
  }

  private before(key: string): PartState {
    return { at: this.sent.has(key) ? 'sent' : 'waiting' };
  }

  private async send(part: SendPart, signal: AbortSignal, onLate: () => void): Promise<boolean> {
    const idempotencyKey = this.keys.get(part.key) ?? randomKey();
    this.keys.set(part.key, idempotencyKey);
    const show = (state: PartState) => {
      if (state.at === 'sent') this.sent.add(part.key);
      this.change({ states: { ...this.progress.states, [part.key]: state } });
      // Given up, and gone all the same.
      if (state.at === 'sent' && !this.progress.isRunning) onLate();
    };
    const answer = signal.aborted ? 'notSent' : await sendPart(part, idempotencyKey, show, signal);
    if (answer === 'sent') return true;
    if (signal.aborted) {
      if (this.progress.states[part.key]?.at !== 'failed') show(LEFT);
      // Nobody looks at the progress any more: what did not go is said elsewhere.
      notify(
        answer === 'unknown' ? `「${part.label}」可能已经发出,请先看一眼聊天` : `已离开,「${part.label}」没有发送`,
        {
          tone: 'problem',
        },
      );
    }
    return false;
  }

  private change(to: Partial<Progress>): void {
    this.progress = { ...this.progress, ...to };
    for (const watcher of this.watchers) watcher();
  }
}

const kept = pageMemory<KeptSending>();

export function keptSending(name: string): KeptSending {
  const sending = kept.get(name) ?? new KeptSending(name);
  kept.set(name, sending);
  return sending;
}
