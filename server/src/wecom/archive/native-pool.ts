import { ArchiveFault } from './errors.ts';
import type { NativeCall } from './native-child.ts';
import type { NativeSettings } from './native-library.ts';
import { NativeProcess } from './native-process.ts';

interface Place {
  process: NativeProcess;
  /** When it is free again. Never fails. */
  free: Promise<unknown>;
  waiting: number;
}

/**
 * Several processes with the library in each. One does one thing at a time, and whoever waits for it waits here: a deadline begins when
 * the call does, so that a slow file or pull does not make the next one look as if it hung.
 */
export class NativePool {
  private readonly places: Place[];
  private isClosed = false;

  constructor(settings: NativeSettings, size: number, environment: Readonly<Record<string, string>>) {
    this.places = Array.from({ length: size }, () => ({
      process: new NativeProcess(settings, environment),
      free: Promise.resolve(),
      waiting: 0,
    }));
  }

  async ask(request: NativeCall, timeoutMs: number): Promise<unknown> {
    const place = this.places.reduce((best, one) => (one.waiting < best.waiting ? one : best));
    place.waiting += 1;
    const answer = place.free.then(() => {
      // Whoever waited must not start a process that nobody ends.
      if (this.isClosed) throw new ArchiveFault('archive.library_crashed', { why: 'closed' });
      return place.process.ask(request, timeoutMs);
    });
    place.free = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer.finally(() => (place.waiting -= 1));
  }

  close(): void {
    this.isClosed = true;
    for (const { process } of this.places) process.close();
  }
}
