import { listCustomers } from '@zhike/shared/contracts/customer-list';
import { startSync } from '@zhike/shared/contracts/sync';
import { ADMIN, type Product } from '../start-product.ts';
import { hostileText } from './hostile-text.ts';

/** Who has such names in WeCom, and who serves them. */
export interface HostileWecom {
  rep: string;
  externalUserId: string;
  customerId: string;
  chatId: string;
  tagId: string;
}

const REP = 'wangfang';
const COLLEAGUE = 'mallory';
const ADDRESS = hostileText.address;
const PICTURE = `https://example.com/"'><x-hit>.png`;

/** Whatever WeCom passes on of what people write there, as hostile as it gets, and all of it in our books. */
export async function makeHostileWecom(product: Product): Promise<HostileWecom> {
  const { control } = product.sandbox;
  const { long, middle, name, short } = hostileText;

  const atOnce = { archive: { notifyEveryMs: 0 }, massDispatchMs: 0, momentJobMs: 0 };
  await control('POST /control/settings', { body: atOnce });
  await control('POST /control/departments', { body: { id: 66, name: short, parentId: 1 } });
  await control('POST /control/departments/:id', { params: { id: '1' }, body: { name } });
  const person = { name, alias: short, position: long, departments: [66], isLeader: true };
  await control('POST /control/members', { body: { userId: COLLEAGUE, ...person, archived: true } });
  await control('POST /control/members/:userId', {
    params: { userId: REP },
    body: { name: short, position: long, archived: true },
  });
  const tags = await control('POST /control/console/tags/create', {
    body: { groupName: `${short}组`, names: [short, `${short}2`] },
  });
  const tagId = tags.tags[0]!.id;
  const company = { type: 2 as const, corpName: name, position: long };
  const { externalUserId } = await control('POST /control/customers', { body: { name, ...company } });
  const friends = { userId: REP, externalUserId };
  await control('POST /control/friends/add', { body: friends });
  await control('POST /control/friends/consent', { body: { ...friends, agree: true } });
  await control('POST /control/friends/edit', {
    body: {
      ...friends,
      remark: middle,
      description: long,
      company: middle,
      mobiles: [short],
      addTags: [tagId],
      privateTags: [short],
    },
  });

  const { group } = await control('POST /control/groups', {
    body: { owner: REP, name, members: [COLLEAGUE], customers: [externalUserId] },
  });
  const { chatId } = group;
  await control('POST /control/groups/:chatId', { params: { chatId }, body: { notice: long } });

  const contents = [
    { kind: 'text' as const, text: long },
    { kind: 'text' as const, text: ADDRESS },
    { kind: 'link' as const, title: long, desc: long, url: 'javascript:window.__hit="link"', picUrl: PICTURE },
    { kind: 'link' as const, title: middle, desc: middle, url: ADDRESS, picUrl: PICTURE },
    { kind: 'miniprogram' as const, title: long, appId: short, page: long, picUrl: PICTURE },
    { kind: 'file' as const, url: '', name: `${middle}.html`, size: 5 },
    { kind: 'menu' as const, text: long, items: [long] },
    { kind: 'location' as const, title: long, address: long, latitude: 31, longitude: 121 },
    { kind: 'card' as const, id: REP, name: long, corpName: long },
    { kind: 'redpacket' as const, wish: long, amountCents: 100 },
  ];
  for (const content of contents) {
    await control('POST /control/chats/:userId/:externalUserId/messages', {
      params: friends,
      body: { from: 'customer', content },
    });
    await control('POST /control/groups/:chatId/messages', {
      params: { chatId },
      body: { from: externalUserId, content },
    });
  }
  await control('POST /control/archive/robots', { body: { name: long, creator: REP } });

  await product.settle();
  for (const kind of ['members', 'tags', 'customers', 'groups'] as const) {
    await product.api.as(ADMIN.userId).call(startSync, { params: { kind } });
    await product.settle();
  }
  const found = await product.api.as(ADMIN.userId).call(listCustomers, { body: { limit: 1 } });
  return { rep: REP, externalUserId, customerId: found.body.items[0]!.id, chatId, tagId };
}
