import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Delivery } from '../../../platform/delivery/delivery.ts';
import { Loop } from '../../../platform/delivery/loop.ts';
import { describeError, DomainError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/log.ts';
import type { Metrics } from '../../../platform/metrics.ts';
import type { ObjectStores } from '../../../platform/object-store/stores.ts';
import type { DataKeys } from '../../../platform/secrets.ts';
import type { ArchiveSource } from '../../../wecom/archive/source.ts';
import { FileDiffers, FileUnstorable } from '../errors.ts';
import { mimeOf } from './file-type.ts';
import {
  type ClaimedFile,
  claimFiles,
  giveBack,
  HOLD_MS,
  holdOn,
  isStoredBy,
  noteClean,
  noteCleared,
  noteFailed,
  noteStored,
  releaseHeld,
  type Stored,
} from './queue.ts';
import { afterFailure, isEverybodys, judgeBytes, restMs } from './rules.ts';
import { partOf, type StagedDownload, stageFile } from './stage-file.ts';

/** Files under way at the same time in one process. */
export const FILES_AT_ONCE = 4;
const LOOK_MS = 1_000;

export interface DownloaderParts {
  db: Database;
  delivery: Delivery;
  source: ArchiveSource;
  stores: ObjectStores;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  keys: DataKeys;
  /** Files are sealed in the store. */
  encrypted: boolean;
}

/** Others have the file now. */
class FileTaken extends Error {}
/** This process ends. */
class Stopping extends Error {}
/** From the upload on: something may lie under the try's key. */
class FailedLate extends Error {}

/**
 * Brings the files of archived chats into our store before WeCom forgets them. A row says in one statement that its file is there, after
 * it is; whoever dies before leaves a row that waits, and bytes under a key that the next try removes.
 */
export class FileDownloader {
  private readonly loop: Loop;
  private readonly unsubscribe: () => void;
  private readonly underWay = new Set<Promise<void>>();
  private isStopping = false;
  private troubles = 0;
  private restUntil = 0;

  constructor(private readonly parts: DownloaderParts) {
    const { delivery, log } = parts;
    this.loop = new Loop({ name: 'chat files', work: () => this.portion(), pollMs: LOOK_MS, log });
    this.unsubscribe = delivery.onSignal('files', this.loop.wake);
  }

  async start(): Promise<void> {
    const { db, clock } = this.parts;
    if (db.dialect === 'sqlite') await releaseHeld(db, clock.machineNow());
    this.loop.start();
  }

  /** Files under way are given back after their chunk. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.unsubscribe();
    await this.loop.stop();
    await Promise.all(this.underWay);
  }

  private async portion(): Promise<boolean> {
    const { db, clock } = this.parts;
    const machineNow = clock.machineNow();
    const limit = FILES_AT_ONCE - this.underWay.size;
    if (limit <= 0 || machineNow < this.restUntil) return false;
    for (const file of await claimFiles(db, { limit, now: clock.now(), machineNow })) {
      const work = this.bring(file).finally(() => {
        this.underWay.delete(work);
        this.loop.wake();
      });
      this.underWay.add(work);
    }
    return false;
  }

  /** Never throws: a row that cannot even be written to comes free by itself. */
  private async bring(file: ClaimedFile): Promise<void> {
    const { metrics, log } = this.parts;
    try {
      const outcome = await this.store(file).catch((error: unknown) => this.fail(file, error));
      if (outcome) metrics.chatFiles.inc({ outcome });
    } catch (error) {
      log.error({ file: file.id, error: describeError(error) }, 'file of a chat left to the next try');
    }
  }

  private async store(file: ClaimedFile): Promise<'stored'> {
    const { stores, source, keys, encrypted, log } = this.parts;
    await this.removeLeft(file);
    const sealKey = encrypted ? randomBytes(32) : null;
    const showLife = this.signsOfLife(file);
    const staged = await stageFile(file, sealKey, { source, folder: stores.stagingFolder, onChunk: showLife });
    try {
      const verdict = judgeBytes(file, { size: staged.plainSize, md5: staged.md5 });
      if (verdict === 'differs') throw new FileDiffers(staged.md5);
      if (verdict === 'as_it_is')
        log.warn({ file: file.id }, 'file of a chat kept although it is not what its message says');
      // The upload of a big file may take longer than others wait.
      await showLife();
      await this.putAndNote(file, staged, {
        store: stores.current.name,
        size: staged.plainSize,
        isVerified: verdict === 'verified',
        mime: mimeOf(staged.head),
        fileKey: sealKey && keys.encrypt(sealKey).toString('base64'),
      });
      this.troubles = 0;
      return 'stored';
    } finally {
      await rm(staged.path, { force: true });
    }
  }

  private async putAndNote(file: ClaimedFile, staged: StagedDownload, stored: Stored): Promise<void> {
    const { db, stores } = this.parts;
    try {
      await this.whileHeld(file, () => stores.current.put(file.tryKey, staged));
      if (!(await noteStored(db, file, stored))) throw new FileTaken();
    } catch (cause) {
      throw new FailedLate('', { cause });
    }
  }

  private async fail(file: ClaimedFile, thrown: unknown): Promise<'stored' | 'failed' | 'gave_up' | null> {
    const { db, clock, log } = this.parts;
    const isLate = thrown instanceof FailedLate;
    const error = isLate ? thrown.cause : thrown;
    if (error instanceof Stopping) {
      await giveBack(db, file, clock.machineNow());
      return null;
    }
    const code = codeOf(error);
    const machineNow = clock.machineNow();
    const after = afterFailure(code, file, { now: clock.now(), machineNow, random: Math.random() });
    const seenMd5 = error instanceof FileDiffers ? error.md5 : null;
    // Before anything is removed: when only the answer to the commit was lost, the row calls these bytes the file.
    const isOurs = await noteFailed(db, file, after, { seenMd5, isClean: !isLate });
    if (!isOurs && (await isStoredBy(db, file))) {
      this.troubles = 0;
      return 'stored';
    }
    if (isLate && (await this.removeTry(file)) && isOurs) await noteClean(db, file);
    if (!isOurs) return null;
    log.warn({ file: file.id, problem: after.note, attempts: file.attempts }, 'file of a chat not stored');
    this.troubles = isEverybodys(code) ? this.troubles + 1 : 0;
    this.restUntil = machineNow + restMs(this.troubles, Math.random());
    return after.giveUp ? 'gave_up' : 'failed';
  }

  /** False when it may lie there still: the row keeps its key, or whoever took the row over has noted it. */
  private async removeTry({ tryKey }: ClaimedFile): Promise<boolean> {
    return this.parts.stores.current.remove(tryKey).then(
      () => true,
      () => false,
    );
  }

  /** What processes left that died at this file. */
  private async removeLeft(file: ClaimedFile): Promise<void> {
    const { db, stores } = this.parts;
    if (file.leftKeys.length === 0) return;
    for (const key of file.leftKeys) {
      await rm(partOf(stores.stagingFolder, key), { force: true });
      await stores.current.remove(key);
    }
    await noteCleared(db, file);
  }

  private signsOfLife(file: ClaimedFile): () => Promise<void> {
    const { db, clock } = this.parts;
    let heldAt = clock.machineNow();
    return async () => {
      if (this.isStopping) throw new Stopping();
      const now = clock.machineNow();
      if (now - heldAt < HOLD_MS / 4) return;
      if (!(await holdOn(db, file, now))) throw new FileTaken();
      heldAt = now;
    };
  }

  private async whileHeld(file: ClaimedFile, work: () => Promise<void>): Promise<void> {
    const { db, clock, log } = this.parts;
    const timer = setInterval(() => {
      holdOn(db, file, clock.machineNow()).catch((error: unknown) =>
        log.warn({ file: file.id, error: describeError(error) }, 'could not hold on to a file'),
      );
    }, HOLD_MS / 4);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
  }
}

/** A code; of what nobody has foreseen its own words. */
function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  if (error instanceof Error && 'syscall' in error) return new FileUnstorable().code;
  return describeError(error, 200);
}
