import { Readable } from 'node:stream';
import type { MediaKind } from '@zhike/shared/contracts/media';
import { listVisits } from '@zhike/shared/contracts/touch';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { MemberViewer } from '../../server/src/domains/corp/viewer.ts';
import { uploadAsset } from '../../server/src/domains/media/upload-asset.ts';
import { givenLink, givenMaterial } from '../../server/src/test/given-link.ts';
import { smallPdf } from '../../server/src/test/small-pdf.ts';
import type { TestServer } from '../../server/src/test/start-test-server.ts';
import type { customerPhones } from './customer-phone.ts';

/** What customers open, shared by a rep `zhangwei`, and what an `admin` sees of it. */
export function visitorMaterials(server: () => TestServer, phones: ReturnType<typeof customerPhones>) {
  async function upload(kind: MediaKind, name: string, bytes: Buffer): Promise<string> {
    const admin = { userId: 'admin', role: 'admin', scope: { kind: 'all' } } as MemberViewer;
    return (await uploadAsset(server().deps, admin, { kind, name, content: Readable.from([bytes]) })).id;
  }

  async function visitTo(materialId: string) {
    const { status, body } = await server().api.as('admin').call(listVisits, { query: { materialId } });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items[0];
  }

  /** A brochure whose pages are made, so high and wide, on a phone. `before`: it is opened. */
  async function openBrochure(
    pages: number,
    size: { width: number; height: number },
    before: (page: Page) => unknown = () => undefined,
  ) {
    const { origin, clock, scheduler, settle } = server();
    const assetId = await upload('file', '手册.pdf', smallPdf(pages, size));
    const { id } = await givenMaterial(server(), { content: { kind: 'brochure', assetId }, pagesState: 'waiting' });
    const { key } = await givenLink(server(), { materialId: id, userId: 'zhangwei' });
    // The schedule looks once every five seconds.
    clock.offsetMs += 5_000;
    await scheduler!.tick();
    await settle();
    const page = await phones.open();
    await before(page);
    await page.goto(`${origin}/t/${key}`);
    await page.getByLabel('页码').waitFor();
    return { id, page };
  }

  return { upload, visitTo, openBrochure };
}
