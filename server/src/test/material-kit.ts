import { createMaterial, type MaterialDraft, type MaterialView } from '@zhike/shared/contracts/material';
import { type MediaView, uploadMedia } from '@zhike/shared/contracts/media';
import type { z } from 'zod';
import { expect } from 'vitest';
import type { TestServer } from './start-test-server.ts';

export const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(300, 1)]);
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** A library under test: `boss` keeps it. */
export function givenLibrary(server: TestServer, as = 'boss') {
  return {
    async upload(kind: 'image' | 'video' | 'file', name: string, bytes: Buffer): Promise<MediaView> {
      const answer = await fetch(`${server.origin}${uploadMedia.path}?${new URLSearchParams({ kind, name })}`, {
        method: 'POST',
        headers: { ...(await server.api.as(as).headers()), 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
      expect(answer.status).toBe(200);
      return (await answer.json()) as MediaView;
    },

    /** A saved material; text unless said otherwise. */
    async add(draft: Partial<z.input<typeof MaterialDraft>> = {}): Promise<MaterialView> {
      const body = { title: '素材', content: { kind: 'text' as const, text: '您好' }, ...draft };
      const answer = await server.api.as(as).call(createMaterial, { body });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    },
  };
}
