import * as contracts from '@zhike/shared/contracts/script';
import type { ScriptValues } from '@zhike/shared/formulas/script-text';
import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import type { Looking } from '../material/present.ts';
import { scriptValuesFor } from '../material/script-values.ts';
import { createCategory, deleteCategory, renameCategory, reorderCategories } from './actions/arrange-categories.ts';
import { addFavourite, removeFavourite } from './actions/keep-favourite.ts';
import { prepareScriptSend } from './actions/prepare-script-send.ts';
import { createScript, deleteScript, updateScript } from './actions/save-script.ts';
import type { ScriptCategoryRow, ScriptRow } from './entity.ts';
import { searchScripts } from './list.ts';
import { suggestNext } from './next-sends.ts';
import { presentScripts } from './present.ts';
import { readScriptStats } from './stats.ts';
import { countScripts, getScriptFor, listCategories } from './store.ts';

export function scriptRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;
  const looking = (viewer: MemberViewer): Looking => {
    const now = clock.now();
    return { viewer, now, today: businessDate(now, config.timeZone) };
  };
  /** Without a customer: for a group. */
  const valuesFor = async ({ viewer, now }: Looking, customerId?: string): Promise<ScriptValues> => {
    const customer = customerId ? await getVisibleCustomer(db.read, viewer, customerId) : null;
    return scriptValuesFor(db.read, viewer.userId, customer, { now, timeZone: config.timeZone });
  };
  const shown = async (viewer: MemberViewer, script: ScriptRow) =>
    (await presentScripts(db.read, [script], looking(viewer), null))[0]!;
  const shownCategory = ({ id, parentId, name, ownerUserId }: ScriptCategoryRow, counts: Map<string, number>) => ({
    id,
    parentId,
    name,
    isMine: ownerUserId !== null,
    count: counts.get(id) ?? 0,
  });

  member.handle(contracts.listScriptCategories, async ({ viewer }) => {
    const counts = await countScripts(db.read, viewer);
    return { items: (await listCategories(db.read, viewer)).map((one) => shownCategory(one, counts)) };
  });

  member.handle(contracts.createScriptCategory, async ({ viewer, body }) =>
    shownCategory(await createCategory(deps, viewer, body), new Map()),
  );

  member.handle(contracts.updateScriptCategory, async ({ viewer, params, body }) => {
    const category = await renameCategory(deps, viewer, params.categoryId, body.name);
    return shownCategory(category, await countScripts(db.read, viewer));
  });

  member.handle(contracts.deleteScriptCategory, async ({ viewer, params }) => {
    await deleteCategory(deps, viewer, params.categoryId);
    return {};
  });

  member.handle(contracts.reorderScriptCategories, async ({ viewer, body }) => {
    await reorderCategories(deps, viewer, body);
    return {};
  });

  member.handle(contracts.searchScripts, async ({ viewer, body: { customerId, inGroup, ...query } }) => {
    const who = looking(viewer);
    const values = customerId || inGroup ? await valuesFor(who, customerId) : null;
    const { scripts, nextCursor } = await searchScripts(db.read, query, who);
    return { items: await presentScripts(db.read, scripts, who, values), nextCursor };
  });

  member.handle(contracts.getScript, async ({ viewer, params, query: { customerId } }) => {
    const who = looking(viewer);
    const values = customerId ? await valuesFor(who, customerId) : null;
    return (await presentScripts(db.read, [await getScriptFor(db.read, viewer, params.scriptId)], who, values))[0]!;
  });

  member.handle(contracts.createScript, async ({ viewer, body }) =>
    shown(viewer, await createScript(deps, viewer, body)),
  );

  member.handle(contracts.updateScript, async ({ viewer, params, body }) =>
    shown(viewer, await updateScript(deps, viewer, params.scriptId, body)),
  );

  member.handle(contracts.deleteScript, async ({ viewer, params }) => {
    await deleteScript(deps, viewer, params.scriptId);
    return {};
  });

  member.handle(contracts.addScriptFavourite, async ({ viewer, params }) => {
    await addFavourite(deps, viewer, params.scriptId);
    return {};
  });

  member.handle(contracts.removeScriptFavourite, async ({ viewer, params }) => {
    await removeFavourite(deps, viewer, params.scriptId);
    return {};
  });

  member.handle(contracts.prepareScriptSend, ({ viewer, params, body }) =>
    prepareScriptSend(deps, viewer, params.scriptId, body),
  );

  member.handle(contracts.suggestNext, async ({ viewer, params }) => {
    const who = looking(viewer);
    const values = await valuesFor(who, params.customerId);
    return { items: await suggestNext(db.read, params.customerId, values, who) };
  });

  member.handle(contracts.getScriptStats, ({ viewer, query }) =>
    readScriptStats(db.read, viewer, query, config.timeZone),
  );
}
