import { getChannelPicture } from '@zhike/shared/contracts/channel';
import {
  getChatExportFile,
  getChatMedia,
  getChatMessages,
  listChatExports,
  searchChats,
} from '@zhike/shared/contracts/chat';
import { getMediaContent } from '@zhike/shared/contracts/media';
import { ADMIN, type Product } from '../start-product.ts';
import { hostileText } from './hostile-text.ts';
import type { HostileWorld } from './hostile-world.ts';

const HOSTILE = encodeURIComponent(hostileText.middle);

/** Where an answer may send a browser: to ourselves, or to the sandbox, both on this machine. */
export const OUR_PLACES = /^(\/(?!\/)|http:\/\/127\.0\.0\.1:)/;

interface Answered {
  isOurs: boolean;
  type: string;
  text: string;
  sniffing: string | null;
  location: string | null;
}

/** What is answered where a hostile text stands in the address, by the address; and the picture of somebody who is called so. */
export async function askInAddresses(product: Product, world: HostileWorld): Promise<Record<string, Answered>> {
  const ours = [
    `/t/${HOSTILE}`,
    `${new URL(world.links.article!).pathname}?from=${HOSTILE}`,
    `/t/${HOSTILE}/cover`,
    `/auth/login?to=${HOSTILE}`,
    `/auth/login?to=javascript:alert(1)`,
    `/auth/login?to=//example.com`,
    `/auth/wecom?to=${HOSTILE}`,
    `/auth/callback?code=${HOSTILE}&state=${HOSTILE}`,
    `/api/${HOSTILE}`,
    `/api/customers/${HOSTILE}`,
    `/manager/${HOSTILE}`,
    `/sidebar/${HOSTILE}`,
    `/weapp/${HOSTILE}`,
    `/${HOSTILE}`,
  ];
  const sandboxes = [
    `/scan/${HOSTILE}`,
    `/join/${HOSTILE}`,
    `/qr/${HOSTILE}.png`,
    `/media/${HOSTILE}`,
    `/${HOSTILE}`,
    `/connect/oauth2/authorize?appid=${HOSTILE}&redirect_uri=${HOSTILE}&response_type=code&scope=snsapi_base&state=${HOSTILE}`,
    `/wwlogin/sso/login?login_type=CorpApp&appid=${HOSTILE}&agentid=${HOSTILE}&redirect_uri=${HOSTILE}&state=${HOSTILE}`,
  ];
  const answers: Record<string, Answered> = {};
  const { headers } = product.api.as(ADMIN.userId);
  for (const path of ours) answers[path] = await ask(product.origin + path, await headers());
  for (const path of sandboxes) answers[`sandbox ${path}`] = await ask(product.sandbox.origin + path);
  answers.avatar = await ask(`${product.sandbox.origin}/avatar/${world.wecom.rep}.svg`);
  return answers;

  async function ask(address: string, as: Record<string, string> = {}): Promise<Answered> {
    const answer = await fetch(address, { headers: as, redirect: 'manual' });
    return {
      isOurs: address.startsWith(product.origin),
      type: answer.headers.get('content-type') ?? 'text/plain',
      text: await answer.text(),
      sniffing: answer.headers.get('x-content-type-options'),
      location: answer.headers.get('location'),
    };
  }
}

export const PICTURE = /^image\/png$/;
const PLAIN = /^(application\/octet-stream|text\/plain|application\/pdf)/;
const EXPORT = /^text\/html/;

/** Every kind of file that can be taken out of the program. */
export async function takeFiles(product: Product, world: HostileWorld) {
  const admin = product.api.as(ADMIN.userId);
  const rep = product.api.as(world.wecom.rep);
  const { customerId } = world.wecom;
  const [conversation] = (await admin.call(searchChats, { body: { customerId } })).body.items;
  const params = { conversationId: conversation!.id };
  const messages = (await admin.call(getChatMessages, { params, query: { limit: 100 } })).body.items;
  const [file] = messages.filter(({ type }) => type === 'file').flatMap(({ files }) => files);
  const [wanted] = (await rep.call(listChatExports, { body: {} })).body.items;
  // Of a channel the name becomes one that every system takes.
  const taken = [
    {
      name: 'x-hit',
      kind: PICTURE,
      answer: await admin.call(getChannelPicture, {
        params: { channelId: world.plans.channelId },
        query: { download: '1' },
      }),
    },
    {
      name: hostileText.middle,
      kind: PICTURE,
      answer: await admin.call(getMediaContent, { params: { mediaId: world.library.pictureId } }),
    },
    {
      name: hostileText.middle,
      kind: PLAIN,
      answer: await admin.call(getMediaContent, { params: { mediaId: world.library.fileId } }),
    },
    { name: '<x-hit>', kind: PLAIN, answer: await admin.call(getChatMedia, { params: { mediaId: file!.mediaId } }) },
    { name: '会话记录', kind: EXPORT, answer: await rep.call(getChatExportFile, { params: { exportId: wanted!.id } }) },
  ];
  return taken.map(({ name, kind, answer: { headers, body } }, nth) => ({
    address: `file ${nth}`,
    name,
    kind,
    disposition: headers.get('content-disposition') ?? '',
    type: headers.get('content-type') ?? '',
    policy: headers.get('content-security-policy') ?? '',
    text: String(body),
  }));
}
