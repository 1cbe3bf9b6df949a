import type { MaterialContent } from '@zhike/shared/contracts/material-content';
import { ContentSendRow, MaterialRow } from '../domains/material/entity.ts';
import { mintLink } from '../domains/touch/links.ts';
import { newId } from '../platform/id.ts';
import type { TestServer } from './start-test-server.ts';

type Server = Pick<TestServer, 'db' | 'clock'>;

/** A material that can be opened, an article unless `content` says otherwise. */
export async function givenMaterial(server: Server, fields: Partial<MaterialRow> = {}): Promise<MaterialRow> {
  const now = server.clock.now();
  const content: MaterialContent = fields.content ?? { kind: 'article', html: '<p>正文</p>', author: '' };
  const material: MaterialRow = {
    id: newId(),
    kind: content.kind,
    title: '产品手册',
    description: '一分钟了解我们',
    searchText: '产品手册',
    coverAssetId: null,
    folderId: null,
    departmentIds: null,
    validFrom: null,
    validUntil: null,
    version: 1,
    content,
    assetId: 'assetId' in content ? content.assetId : null,
    pagesState: 'none',
    pages: null,
    pagesProblem: null,
    isRetired: false,
    sent: 0,
    opened: 0,
    createdBy: 'admin',
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
  await server.db.transaction((tx) => tx.insert(MaterialRow, material));
  return material;
}

/** A link that a member sent, with the sending it belongs to; for one customer or for nobody in particular. */
export async function givenLink(
  server: Server,
  { materialId, userId, customerId = null }: { materialId: string; userId: string; customerId?: string | null },
): Promise<{ key: string; sendId: string }> {
  const now = server.clock.now();
  const sendId = newId();
  const key = await server.db.transaction(async (tx) => {
    const linkKey = await mintLink(tx, {
      subject: { kind: 'material', id: materialId },
      userId,
      customerId,
      sendId,
      now,
    });
    await tx.insert(ContentSendRow, {
      id: sendId,
      materialId,
      materialVersion: 1,
      way: 'link',
      userId,
      customerId,
      linkKey,
      status: 'sent',
      preparedAt: now,
      settledAt: now,
      visits: 0,
      idempotencyKey: `${userId}:${sendId}`,
    });
    return linkKey;
  });
  return { key, sendId };
}
