import type { VisitorContent, VisitorPage, VisitorRep } from '@zhike/shared/contracts/visitor';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findCorpName } from '../corp/corp-name.ts';
import { findMember } from '../corp/store.ts';
import { findContactCode } from '../customer-app/contact-code.ts';
import { findConsultantCode } from '../customer-app/store.ts';
import { htmlWithPictures } from '../material/html/pictures.ts';
import { markOf } from './files.ts';
import type { OpenedLink } from './open-link.ts';
import { readPageSizes } from './pages/page-files.ts';
import { getAsset } from '../media/store.ts';

/** What the page shows, whole: nothing is asked for again before something is seen. null while it cannot be shown. */
export async function presentPage(
  tx: Tx,
  { clock, config }: Pick<Dependencies, 'clock' | 'config'>,
  opened: OpenedLink,
  token: VisitorPage['token'],
): Promise<VisitorPage | null> {
  const { link, material } = opened;
  const base = `/t/${link.linkKey}`;
  const content = await presentContent(tx, config.dataDir, opened, base);
  if (!content) return null;
  return {
    key: link.linkKey,
    token,
    kind: material.kind,
    title: material.title,
    description: material.description,
    coverUrl: material.coverAssetId ? `${base}/cover` : null,
    now: clock.now(),
    rep: await presentRep(tx, link.userId),
    content,
  };
}

async function presentContent(
  tx: Tx,
  dataDir: string,
  { material }: OpenedLink,
  base: string,
): Promise<VisitorContent | null> {
  const { content } = material;
  const withPictures = (html: string) => htmlWithPictures(html, (id) => `${base}/media/${id}`);
  switch (content.kind) {
    case 'article':
      return { kind: 'article', author: content.author, html: withPictures(content.html) };
    case 'case': {
      const { client, industry, results, html } = content;
      return { kind: 'case', client, industry, results, html: withPictures(html) };
    }
    case 'brochure': {
      const { sha256 } = await getAsset(tx, content.assetId);
      const sizes = await readPageSizes(dataDir, sha256);
      // The digest in the address: what is kept for ever must change its address with the file.
      const urlOf = (index: number, what: string) => `${base}/${what}/${index + 1}?v=${markOf(sha256)}`;
      return sizes
        ? {
            kind: 'brochure',
            pages: sizes.map((size, index) => ({
              url: urlOf(index, 'pages'),
              thumbnailUrl: urlOf(index, 'thumbnails'),
              ...size,
            })),
          }
        : null;
    }
    case 'video':
      return {
        kind: 'video',
        url: `${base}/media/${content.assetId}`,
        posterUrl: material.coverAssetId ? `${base}/cover` : null,
      };
    case 'link':
      return content;
    case 'live': {
      const { url, startsAt, endsAt, host, text } = content;
      return { kind: 'live', url, startsAt, endsAt, host, text };
    }
    default:
      return null;
  }
}

async function presentRep(tx: Tx, userId: string): Promise<VisitorRep | null> {
  const member = await findMember(tx, userId);
  if (!member || member.status !== 'active') return null;
  const code = await findConsultantCode(tx, userId);
  return {
    name: member.name,
    avatar: member.avatar || null,
    position: member.position || null,
    corpName: await findCorpName(tx),
    qrUrl: code ? ((await findContactCode(tx, code.channelId))?.qrUrl ?? null) : null,
  };
}
