import * as contracts from '@zhike/shared/contracts/operation';
import type { Dependencies } from '../../dependencies.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { CommandDefinition } from '../../platform/delivery/command.ts';
import type { Delivery } from '../../platform/delivery/delivery.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { countClosed, listOfProblem, RETRIES_AT_ONCE, retryClosed } from '../chat-archive/closed-envelopes.ts';
import { listUnknownTypes } from '../chat-archive/unknown-types.ts';
import { FailureSettled } from './errors.ts';
import { dismiss, type FailureRow, listFailures, replay } from './failure-store.ts';
import { readHealth } from './read-health.ts';

export interface FailureParts {
  delivery: Delivery;
  commands: ReadonlyMap<string, Pick<CommandDefinition<never, object, unknown>, 'repeatIsHarmless'>>;
}

/** Who works on what was sent back. */
const QUEUES = {
  callback: 'inbox',
  run: 'runs:normal',
  command: 'commands:normal',
  message: 'bulk',
  file: 'files',
  archive: 'archive',
} as const;

/** Failures, their replay and dismissal; system health. */
export function failureRoutes(
  { member }: Routers,
  { db, clock, config }: Dependencies,
  { delivery, commands }: FailureParts,
): void {
  member.handle(contracts.listFailures, async ({ query: { kind, cursor, limit } }) => {
    const [at, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [];
    const after = at !== undefined && id !== undefined ? { at, id } : null;
    const rows = await listFailures(db.read, kind, after, limit + 1);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map((row) => present(kind, row)),
      nextCursor: last ? encodeCursor([Number(last.sort_at), last.id]) : null,
    };
  });

  member.handle(contracts.replayFailure, async ({ viewer, params: { kind, id } }) => {
    await settleOne(viewer, 'failure.replay', kind, id);
    delivery.signal(QUEUES[kind]);
    return {};
  });

  member.handle(contracts.dismissFailure, async ({ viewer, params: { kind, id } }) => {
    await settleOne(viewer, 'failure.dismiss', kind, id);
    return {};
  });

  member.handle(contracts.getHealth, async () => readHealth(db.read, clock, config));

  member.handle(contracts.getArchiveProblems, async () => {
    const ahead = clock.now() - clock.machineNow();
    const problems = await countClosed(db.read);
    return {
      problems: problems.map((one) => ({ ...one, oldestAt: one.oldestAt + ahead })),
      unknownTypes: await listUnknownTypes(db.read),
    };
  });

  member.handle(contracts.retryArchiveProblem, async ({ viewer, body }) => {
    let count = 0;
    // In portions: an archive that was read with a wrong key for days holds hundreds of thousands.
    for (let isMore = true; isMore; ) {
      const retried = await db.transaction(async (tx) => {
        if (count === 0)
          await audit(tx, viewer, { action: 'failure.replay', subject: { kind: 'archive', id: body.problem } });
        return retryClosed(tx, await listOfProblem(tx, body));
      });
      count += retried;
      isMore = retried === RETRIES_AT_ONCE;
    }
    delivery.signal(QUEUES.archive);
    return { count };
  });

  async function settleOne(
    viewer: MemberViewer,
    action: 'failure.replay' | 'failure.dismiss',
    kind: contracts.FailureKind,
    id: string,
  ): Promise<void> {
    await db.transaction(async (tx) => {
      const settled =
        action === 'failure.replay' ? await replay(tx, kind, id, clock.machineNow()) : await dismiss(tx, kind, id);
      if (!settled) throw new FailureSettled({ id });
      await audit(tx, viewer, { action, subject: { kind, id } });
    });
  }

  /** What WeCom has deleted no other try brings back. */
  function isStillThere(expiresAt: number, problem: string | null): boolean {
    return clock.now() <= expiresAt && !problem?.startsWith('archive.expired');
  }

  function present(kind: contracts.FailureKind, row: FailureRow): contracts.FailureView {
    // Queues live by machine time, pages by business time; in the demo the two differ.
    const ahead = clock.now() - clock.machineNow();
    return {
      kind,
      id: row.id,
      name: row.name,
      eventType: row.event_type,
      customerId: row.customer_id,
      memberUserId: row.member_user_id,
      problem: row.problem ?? '',
      attempts: Number(row.attempts),
      // A file is as old as its message, which tells business time.
      firstAt: Number(row.created_at) + (kind === 'file' ? 0 : ahead),
      gaveUpAt: row.finished_at === null ? null : Number(row.finished_at) + ahead,
      repeatIsHarmless: kind === 'command' ? (commands.get(row.name)?.repeatIsHarmless ?? null) : null,
      can: {
        replay: row.expires_at === undefined || isStillThere(Number(row.expires_at), row.problem),
        // A file that is still tried would only come back.
        dismiss: kind !== 'file' || row.finished_at !== null,
      },
    };
  }
}
