import * as contracts from '@zhike/shared/contracts/material-send';
import type { Dependencies } from '../../dependencies.ts';
import { spanOfDays } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Routers } from '../../routers.ts';
import { prepareMaterialSend, type SendingPoints } from './actions/prepare-send.ts';
import { reportSend } from './actions/report-send.ts';
import { listSends, presentSends } from './list-sends.ts';

export interface AboveTheLibrary extends SendingPoints {
  scriptTitles(tx: Tx, ids: string[]): Promise<Map<string, string>>;
}

/** What stands above the library, scripts and what draws posters, is handed in. */
export function materialSendRoutes(
  { member }: Pick<Routers, 'member'>,
  deps: Dependencies,
  { scriptTitles, ...points }: AboveTheLibrary,
): void {
  member.handle(contracts.prepareMaterialSend, ({ viewer, params, body }) =>
    prepareMaterialSend(deps, viewer, params.materialId, body, points),
  );

  member.handle(contracts.reportSend, async ({ viewer, params, body }) => {
    await reportSend(deps, viewer, params.sendId, body);
    return {};
  });

  member.handle(contracts.listSends, async ({ viewer, query: { from, to, ...query } }) => {
    const span = spanOfDays({ from, to }, deps.config.timeZone);
    const { sends, nextCursor } = await listSends(deps.db.read, viewer, { ...query, ...span });
    return { items: await presentSends(deps.db.read, viewer, sends, scriptTitles), nextCursor };
  });
}
