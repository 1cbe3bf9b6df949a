import * as contracts from '@zhike/shared/contracts/group-welcome';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Routers } from '../../routers.ts';
import { memberCards } from '../corp/store.ts';
import { createWelcome, deleteWelcome, retryWelcome, updateWelcome } from './actions/edit-group-welcome.ts';
import { GroupWelcomeNotFound } from './errors.ts';
import { GroupWelcomeRow } from './welcome-entity.ts';

export function groupWelcomeRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const show = async (welcomeId: string) => {
    const found = (await listWelcomes(db.read)).find((one) => one.id === welcomeId);
    if (!found) throw new GroupWelcomeNotFound({ welcomeId });
    return found;
  };
  member.handle(contracts.listGroupWelcomes, async () => ({ items: await listWelcomes(db.read) }));
  member.handle(contracts.createGroupWelcome, async ({ viewer, body }) =>
    show(await createWelcome(deps, viewer, body)),
  );
  member.handle(contracts.updateGroupWelcome, async ({ viewer, params: { welcomeId }, body }) => {
    await updateWelcome(deps, viewer, welcomeId, body);
    return show(welcomeId);
  });
  member.handle(contracts.retryGroupWelcome, async ({ viewer, params: { welcomeId } }) => {
    await retryWelcome(deps, viewer, welcomeId);
    return show(welcomeId);
  });
  member.handle(contracts.deleteGroupWelcome, async ({ viewer, params }) => {
    await deleteWelcome(deps, viewer, params.welcomeId);
    return {};
  });
}

/** WeCom takes 100 at most. */
async function listWelcomes(tx: Tx): Promise<contracts.GroupWelcomeView[]> {
  const rows = await tx
    .createQueryBuilder(GroupWelcomeRow, 'w')
    .where("w.status IN ('draft', 'asking', 'active', 'unknown')")
    .orderBy('w.id', 'DESC')
    .getMany();
  const cards = await memberCards(
    tx,
    rows.map((row) => row.createdBy),
  );
  return rows.flatMap(({ id, name, text, attachment, status, problem, createdBy, updatedAt }) =>
    status === 'deleted'
      ? []
      : [
          {
            id,
            name,
            text,
            attachment,
            status,
            problem,
            createdBy: cards.get(createdBy) ?? { userId: createdBy, name: createdBy, avatar: null },
            updatedAt,
          },
        ],
  );
}
