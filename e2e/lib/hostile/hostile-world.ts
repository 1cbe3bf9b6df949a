import { searchQualityHits, decideQualityHit } from '@zhike/shared/contracts/quality';
import { drawPoster } from '@zhike/shared/contracts/poster';
import { type MaterialKind, waysOfKind } from '@zhike/shared/contracts/material-content';
import { prepareMaterialSend, reportSend } from '@zhike/shared/contracts/material-send';
import { ADMIN, type Product } from '../start-product.ts';
import { hostileCalls } from './hostile-calls.ts';
import { describeHostileCustomer } from './hostile-customer.ts';
import { makeHostileLibrary } from './hostile-library.ts';
import { makeHostilePlans } from './hostile-plans.ts';
import { askHostileQuestions } from './hostile-questions.ts';
import { hostileText } from './hostile-text.ts';
import { makeHostileWecom } from './hostile-wecom.ts';

/** Everything that takes a text has taken a hostile one: in WeCom, and through every endpoint of ours. */
export async function makeHostileWorld(product: Product) {
  const calls = hostileCalls(product);
  const wecom = await makeHostileWecom(product);
  const library = await makeHostileLibrary(product, calls, wecom);
  const customer = await describeHostileCustomer(product, calls, wecom, library);
  const plans = await makeHostilePlans(product, calls, wecom, library, customer);
  // What waits for its minute: pages of brochures, steps of SOPs.
  await product.scheduler!.tick();
  await product.settle();
  await askHostileQuestions(calls, { ...wecom, ...plans, ...library });

  const call = calls.as(ADMIN.userId);
  const { rep: userId, externalUserId, customerId } = wecom;
  // Words that rules and quality checks look for.
  for (const text of [hostileText.long, hostileText.keyword])
    await product.sandbox.control('POST /control/chats/:userId/:externalUserId/messages', {
      params: { userId, externalUserId },
      body: { from: 'customer', text },
    });
  await product.settle();
  const hits = await call(searchQualityHits, { body: { word: hostileText.keyword } });
  const hitId = hits.items[0]!.id;
  await call(decideQualityHit, { params: { hitId }, body: { decision: 'remind' } });

  const links = await sendAll(calls, wecom, library.materials);
  await call(drawPoster, { params: { materialId: library.materials.poster }, body: { to: { customerId } } });
  await product.settle();
  return { calls, wecom, library, customer, plans, hitId, links };
}

export type HostileWorld = Awaited<ReturnType<typeof makeHostileWorld>>;

/** The tracked address of each material that goes out as one. */
async function sendAll(
  calls: ReturnType<typeof hostileCalls>,
  { rep, customerId }: { rep: string; customerId: string },
  materials: Record<MaterialKind, string>,
): Promise<Partial<Record<MaterialKind, string>>> {
  const asRep = calls.as(rep);
  const links: Partial<Record<MaterialKind, string>> = {};
  for (const [kind, materialId] of Object.entries(materials) as [MaterialKind, string][]) {
    if (waysOfKind[kind][0] !== 'link') continue;
    const body = { to: { customerId }, idempotencyKey: `hostile-${kind}` };
    const { sendId, message } = await asRep(prepareMaterialSend, { params: { materialId }, body });
    if (message.msgtype === 'news') links[kind] = message.news.link;
    await asRep(reportSend, { params: { sendId }, body: { outcome: 'sent' } });
  }
  return links;
}
