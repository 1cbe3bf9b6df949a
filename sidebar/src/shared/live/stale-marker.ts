import { hashKey, type QueryKey } from '@tanstack/react-query';

/** In a busy company news come many times a second; a page refetches the same thing at most this often. */
const AT_MOST_EVERY_MS = 1_500;

/** Passes marks on at once, and repeats of the same within the time as one, at its end. */
export class StaleMarker {
  private readonly resting = new Map<string, { timer: ReturnType<typeof setTimeout>; again: QueryKey | null }>();

  constructor(private readonly invalidate: (key: QueryKey) => void) {}

  mark(key: QueryKey): void {
    const name = hashKey(key);
    const rest = this.resting.get(name);
    if (rest) {
      rest.again = key;
      return;
    }
    this.invalidate(key);
    const timer = setTimeout(() => this.wake(name), AT_MOST_EVERY_MS);
    this.resting.set(name, { timer, again: null });
  }

  stop(): void {
    for (const { timer } of this.resting.values()) clearTimeout(timer);
    this.resting.clear();
  }

  private wake(name: string): void {
    const again = this.resting.get(name)?.again;
    this.resting.delete(name);
    if (again) this.mark(again);
  }
}
