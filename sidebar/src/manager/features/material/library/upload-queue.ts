import { ApiError, phraseOf } from '../../../../shared/api/api-error.ts';
import { randomKey } from '../../../../shared/drafts/random-key.ts';
import { fitImage } from '../../../components/media/fit-image.ts';
import { uploadMedia } from '../../../components/media/upload-media.ts';
import { createOne } from '../api/save-material.ts';
import { type Made, whatFileMakes } from './what-file-makes.ts';

/** `refused`: the same file will never do; `failed`: trying again may help. */
type UploadState = 'waiting' | 'uploading' | 'saving' | 'done' | 'refused' | 'failed' | 'cancelled';

export interface UploadItem {
  key: number;
  name: string;
  size: number;
  state: UploadState;
  /** 0–1. */
  share: number;
  /** Why not, for people. */
  problem: string | null;
  kind: Made['kind'] | null;
  materialId: string | null;
}

interface Job {
  file: File;
  folderId: string | null;
  abort: AbortController;
  /** Of the material, whatever it takes to make it. */
  idempotencyKey: string;
}

/** Two at a time: a big video does not keep the pictures waiting. */
const AT_ONCE = 2;

/**
 * Files on their way into the library. Lives beside the pages, so that uploads go on while somebody looks at another page.
 * One that is refused or fails holds nobody up.
 */
export class UploadQueue {
  private items: readonly UploadItem[] = [];
  private readonly jobs = new Map<number, Job>();
  private readonly listeners = new Set<() => void>();
  private lastKey = 0;

  /** @param onMade hears of every material that came into being */
  constructor(private readonly onMade: () => void) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): readonly UploadItem[] => this.items;

  get isBusy(): boolean {
    return this.items.some(({ state }) => state === 'waiting' || state === 'uploading' || state === 'saving');
  }

  add(files: readonly File[], folderId: string | null): void {
    const added = files.map((file): UploadItem => {
      const made = whatFileMakes(file);
      const key = ++this.lastKey;
      const isRefused = 'refusal' in made;
      if (!isRefused) this.jobs.set(key, { file, folderId, abort: new AbortController(), idempotencyKey: randomKey() });
      return {
        key,
        name: file.name,
        size: file.size,
        state: isRefused ? 'refused' : 'waiting',
        share: 0,
        problem: isRefused ? made.refusal : null,
        kind: isRefused ? null : made.kind,
        materialId: null,
      };
    });
    this.show([...this.items, ...added]);
    this.goOn();
  }

  cancel(key: number): void {
    this.jobs.get(key)?.abort.abort();
    this.jobs.delete(key);
    this.change(key, { state: 'cancelled' });
    this.goOn();
  }

  retry(key: number): void {
    const job = this.jobs.get(key);
    if (!job) return;
    this.jobs.set(key, { ...job, abort: new AbortController() });
    this.change(key, { state: 'waiting', share: 0, problem: null });
    this.goOn();
  }

  /** Takes away what needs nobody any more. */
  clear(): void {
    this.show(this.items.filter(({ state }) => state === 'waiting' || state === 'uploading' || state === 'saving'));
  }

  private goOn(): void {
    const running = this.items.filter(({ state }) => state === 'uploading' || state === 'saving').length;
    const next = this.items.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - running));
    for (const { key } of next) {
      this.change(key, { state: 'uploading' });
      void this.send(key);
    }
  }

  /** Ends without an error whatever happens: what went wrong stands beside the file. */
  private async send(key: number): Promise<void> {
    const job = this.jobs.get(key);
    if (!job) return;
    const { file, folderId, abort, idempotencyKey } = job;
    const made = whatFileMakes(file);
    if ('refusal' in made) return;
    try {
      const fitting = made.kind === 'image' ? await fitImage(file).catch(() => null) : file;
      if (fitting === null) {
        this.jobs.delete(key);
        return this.change(key, { state: 'refused', problem: '这张图片打不开或太大,请另存为 JPG 后再上传' });
      }
      const asset = await uploadMedia(made.asset, fitting, (share) => this.change(key, { share }), abort.signal);
      if (abort.signal.aborted) return;
      this.change(key, { state: 'saving', share: 1 });
      const body = { title: made.title, folderId, content: { kind: made.kind, assetId: asset.id } };
      const { id } = await createOne(body, idempotencyKey);
      this.jobs.delete(key);
      this.change(key, { state: 'done', materialId: id });
      this.onMade();
    } catch (error) {
      if (!abort.signal.aborted) this.fail(key, error);
    } finally {
      this.goOn();
    }
  }

  /** What the server has looked at and refused stays refused. */
  private fail(key: number, error: unknown): void {
    const isFinal = error instanceof ApiError && error.code.startsWith('media.') && error.status < 500;
    if (isFinal) this.jobs.delete(key);
    this.change(key, { state: isFinal ? 'refused' : 'failed', problem: phraseOf(error) });
  }

  private change(key: number, part: Partial<UploadItem>): void {
    this.show(this.items.map((item) => (item.key === key && item.state !== 'cancelled' ? { ...item, ...part } : item)));
  }

  private show(items: readonly UploadItem[]): void {
    this.items = items;
    for (const listener of this.listeners) listener();
  }
}
