import type { MaterialKind, SendWay } from '@zhike/shared/contracts/material-content';
import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import { fillScript } from '@zhike/shared/formulas/script-text';
import type { Dependencies } from '../../../dependencies.ts';
import { businessDate } from '../../../platform/business-time.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import type { CustomerRow } from '../../customer/entity.ts';
import { getVisibleCustomer } from '../../customer/scope.ts';
import { getVisibleGroup } from '../../group-chat/scope.ts';
import { askForUpload } from '../../media/keep-media-fresh.ts';
import { isFresh } from '../../media/rules.ts';
import { getAsset } from '../../media/store.ts';
import { addressOfLink, mintLink, newLinkKey } from '../../touch/links.ts';
import type { ContentSendRow, MaterialRow } from '../entity.ts';
import { MaterialNotUploaded } from '../errors.ts';
import { decideWay } from '../rules.ts';
import { scriptValuesFor } from '../script-values.ts';
import { requireTaskForSend } from '../send-task.ts';
import { findSendByKey, insertSend } from '../sends.ts';
import { getMaterialFor } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

/**
 * WeCom's id of the poster that a customer (in a group: `null`) gets from the viewer, drawn now if need be; null while it is on its way to
 * WeCom. The library knows no posters' engine; what draws stands above it.
 */
export type PosterMediaId = (
  viewer: MemberViewer,
  material: MaterialRow,
  customer: CustomerRow | null,
) => Promise<string | null>;

/** What stands above the library and has a word in a sending. */
export interface SendingPoints {
  posterMediaId: PosterMediaId;
  /** The app id of the mini-program while materials open in it; null while they open in WeChat's browser. */
  miniProgramOfMaterials(tx: Tx): Promise<string | null>;
}

/** Not those that lead on to other sites: a mini-program opens no page of a host that is not its own. */
const OPENS_IN_MINI_PROGRAM: ReadonlySet<MaterialKind> = new Set(['article', 'case', 'brochure', 'video']);
const MATERIAL_PAGE = 'pages/material/index.html';

const RETRY_AFTER_SECONDS = 3;
/** A poster is small, and somebody has been looking at it for a moment. */
const POSTER_RETRY_AFTER_SECONDS = 1;

export interface SendRequest {
  to: { customerId?: string; chatId?: string };
  way?: SendWay;
  taskId?: string;
  idempotencyKey: string;
}

/**
 * Prepares the sending of a material into an open chat: a row, a tracked link where the way has one, and what to hand to
 * `sendChatMessage`. The same key prepares the same sending, with the words of now.
 */
export async function prepareMaterialSend(
  { db, clock, config }: Needs,
  viewer: MemberViewer,
  materialId: string,
  request: SendRequest,
  { posterMediaId, miniProgramOfMaterials }: SendingPoints,
): Promise<{ sendId: string; message: ChatMessage }> {
  const now = clock.now();
  const { customer } = await getTarget(db.read, viewer, request.to);
  const today = businessDate(now, config.timeZone);
  const seen = await getMaterialFor(db.read, viewer, materialId);
  const isPoster = seen.kind === 'poster';
  if (isPoster) decideWay(seen, request.way, today);
  // Drawn before the transaction: drawing takes a while, and the rep's code may have to be made.
  const poster = isPoster ? await posterMediaId(viewer, seen, customer) : null;
  if (isPoster && !poster) throw new MaterialNotUploaded({ retryAfterSeconds: POSTER_RETRY_AFTER_SECONDS });
  const prepared = await db.transaction(async (tx) => {
    const material = isPoster ? seen : await getMaterialFor(tx, viewer, materialId);
    const given = { ...request, materialId, scriptId: null };
    const before = await findSendByKey(tx, viewer, given);
    const way = decideWay(material, before?.way ?? request.way, today);
    const asset = way === 'media' && material.assetId ? await getAsset(tx, material.assetId) : null;
    if (asset && !isFresh(asset, now)) {
      await askForUpload(tx, asset, now);
      return null;
    }
    const send =
      before ??
      (await insertNew(tx, viewer, material, { ...given, way }, now)) ??
      (await findSendByKey(tx, viewer, given));
    if (!send) throw new Error('a sending is gone that was there a moment ago');
    const values = await scriptValuesFor(tx, viewer.userId, customer, { now, timeZone: config.timeZone });
    const parts = {
      linkKey: send.linkKey,
      link: send.linkKey ? addressOfLink(config, send.linkKey) : null,
      miniProgram: OPENS_IN_MINI_PROGRAM.has(material.kind) ? await miniProgramOfMaterials(tx) : null,
      mediaId: poster ?? asset?.mediaId ?? null,
      fill: (text: string) => fillScript(text, values),
    };
    return { sendId: send.id, message: messageOf(material, way, parts) };
  });
  // Only now: what was asked for above must be committed.
  if (!prepared) throw new MaterialNotUploaded({ retryAfterSeconds: RETRY_AFTER_SECONDS });
  return prepared;
}

/** The customer or group of an open chat, when it is the viewer's business. */
export async function getTarget(
  tx: Tx,
  viewer: MemberViewer,
  { customerId, chatId }: SendRequest['to'],
): Promise<{ customer: CustomerRow | null }> {
  if (customerId) return { customer: await getVisibleCustomer(tx, viewer, customerId) };
  await getVisibleGroup(tx, viewer, chatId!);
  return { customer: null };
}

async function insertNew(
  tx: Tx,
  viewer: MemberViewer,
  material: MaterialRow,
  request: SendRequest & { way: SendWay },
  now: number,
): Promise<ContentSendRow | null> {
  await requireTaskForSend(tx, viewer, request);
  // The cover of a mini-program's card is fetched through the link as well.
  const linkKey = request.way === 'link' || request.way === 'miniprogram' ? newLinkKey() : null;
  const { id: materialId, version: materialVersion } = material;
  const send = await insertSend(tx, viewer, { ...request, linkKey, materialId, materialVersion, scriptId: null }, now);
  if (send && linkKey) {
    const subject = { kind: 'material', id: materialId } as const;
    await mintLink(tx, { linkKey, subject, userId: viewer.userId, ...request.to, sendId: send.id, now });
  }
  return send;
}

interface MessageParts {
  linkKey: string | null;
  link: string | null;
  /** App id of the mini-program it opens in. */
  miniProgram: string | null;
  mediaId: string | null;
  fill: (text: string) => string;
}

function messageOf(
  { content, title, description, kind }: MaterialRow,
  way: SendWay,
  { linkKey, link, miniProgram, mediaId, fill }: MessageParts,
): ChatMessage {
  if (way === 'media' && mediaId) {
    if (kind === 'image' || kind === 'poster') return { msgtype: 'image', image: { mediaid: mediaId } };
    if (kind === 'video') return { msgtype: 'video', video: { mediaid: mediaId } };
    return { msgtype: 'file', file: { mediaid: mediaId } };
  }
  if (way === 'text' && content.kind === 'text') return { msgtype: 'text', text: { content: fill(content.text) } };
  if (way === 'miniprogram' && content.kind === 'miniprogram') {
    const { appId, page } = content;
    return {
      msgtype: 'miniprogram',
      miniprogram: { appid: appId, title, imgUrl: `${link}/cover`, page: withHtmlEnding(page) },
    };
  }
  if (link && miniProgram) {
    const page = `${MATERIAL_PAGE}?key=${linkKey}`;
    return { msgtype: 'miniprogram', miniprogram: { appid: miniProgram, title, imgUrl: `${link}/cover`, page } };
  }
  if (link) return { msgtype: 'news', news: { link, title, desc: description, imgUrl: `${link}/cover` } };
  throw new Error(`a material of kind ${kind} cannot go as ${way}`);
}

/** The path ends in `.html`, its parameters follow (wecom-client-jssdk §1.6). */
function withHtmlEnding(page: string): string {
  const [path, query] = page.split('?', 2) as [string, string | undefined];
  const whole = path.endsWith('.html') ? path : `${path}.html`;
  return query === undefined ? whole : `${whole}?${query}`;
}
