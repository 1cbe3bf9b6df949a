import { countEvent } from '../../domains/behaviour/count-events.ts';
import { materialFinished, materialOpened } from '../../domains/behaviour/sources.ts';
import { VisitRow } from '../../domains/touch/entity.ts';
import { visitorRecognised } from '../../domains/touch/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { toRecordedEvent } from '../../platform/delivery/run-worker.ts';
import { inList, select } from '../../platform/database/sql.ts';
import { scenario } from '../scenario.ts';

/** Nobody knew whose visits they were: the days are counted now that it is known. */
export const countLateVisits = scenario({
  name: 'count-late-visits',
  on: visitorRecognised,
  async run(tx, event, _facts, _now, { config }) {
    const { customerId } = event;
    if (!customerId) return skipped('没有对应的客户');
    const visits = await tx.find(VisitRow, {
      where: { visitorId: event.payload.visitorId, customerId },
      order: { startedAt: 'DESC' },
      take: 500,
    });
    const eventIds = visits.flatMap(({ openedEventId, finishedEventId }) =>
      [openedEventId, finishedEventId].filter((id) => id !== null),
    );
    if (eventIds.length === 0) return skipped('没有之前的访问');
    const rows = await select<Record<string, unknown>>(
      tx,
      `SELECT * FROM event WHERE id ${inList(eventIds)}`,
      eventIds,
    );
    for (const { type, occurredAt } of rows.map(toRecordedEvent)) {
      const source = type === materialOpened.on.name ? materialOpened : materialFinished;
      await countEvent(tx, source, { customerId, occurredAt }, config.timeZone);
    }
    return done();
  },
});
