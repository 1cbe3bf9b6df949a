import type { Dependencies } from '../../../dependencies.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { uploadAsset } from '../../media/upload-asset.ts';
import { DomainError } from '../../../platform/errors.ts';
import { ArticleNotReadable } from '../errors.ts';
import { openPicture } from '../html/fetch-picture.ts';
import { htmlForEditors } from '../html/pictures.ts';
import { readArticle } from '../html/read-article.ts';
import { hasSomething, sanitisePasted } from '../html/sanitise.ts';

const MAX_PICTURES = 60;
const AT_ONCE = 6;
const ALL_WITHIN_MS = 60_000;
const TITLE = 60;
const AUTHOR = 30;
const DESCRIPTION = 120;

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

export interface ImportedArticle {
  title: string;
  author: string;
  description: string;
  html: string;
  coverAssetId: string | null;
  missingPictures: number;
}

/** An article for the editor out of a pasted page; its pictures become files of our library. Nothing else is kept. */
export async function importArticle(deps: Needs, viewer: MemberViewer, pasted: string): Promise<ImportedArticle> {
  const article = readArticle(pasted);
  const inText = article.pictureUrls.slice(0, MAX_PICTURES);
  const assets = await takePictures(deps, viewer, [...inText, ...(article.coverUrl ? [article.coverUrl] : [])]);
  const html = sanitisePasted(article.body, assets);
  if (!hasSomething(html)) throw new ArticleNotReadable();
  return {
    title: cut(article.title, TITLE),
    author: cut(article.author, AUTHOR),
    description: cut(article.description, DESCRIPTION),
    html: htmlForEditors(html),
    coverAssetId:
      (article.coverUrl ? assets.get(article.coverUrl) : null) ??
      inText.map((url) => assets.get(url)).find(Boolean) ??
      null,
    missingPictures: article.pictureUrls.filter((url) => !assets.has(url)).length,
  };
}

/** The asset of each picture that could be had. */
async function takePictures(deps: Needs, viewer: MemberViewer, urls: string[]): Promise<Map<string, string>> {
  const assets = new Map<string, string>();
  const waiting = [...new Set(urls)];
  const ended = AbortSignal.timeout(ALL_WITHIN_MS);
  const takeSome = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      if (ended.aborted) return;
      const assetId = await takePicture(deps, viewer, url, ended);
      if (assetId) assets.set(url, assetId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeSome));
  return assets;
}

/** null when it is not there or no picture; the count of those that are missing tells the person. */
async function takePicture(deps: Needs, viewer: MemberViewer, url: string, ended: AbortSignal): Promise<string | null> {
  const content = await openPicture(url, deps.config.webhooks.allowPrivate, ended);
  if (!content) return null;
  try {
    const name = decodeURIComponent(new URL(url, 'https://picture').pathname.split('/').at(-1) ?? '').slice(0, 100);
    return (await uploadAsset(deps, viewer, { kind: 'image', name: name || '图片', content, isProvisional: true })).id;
  } catch (error) {
    // Too big, or no picture at all. A broken disk is no picture's fault.
    if (error instanceof DomainError || isCutOff(error) || error instanceof URIError) return null;
    throw error;
  } finally {
    content.destroy();
  }
}

const isCutOff = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'ABORT_ERR' || error.code === 'ERR_STREAM_PREMATURE_CLOSE');

const cut = (text: string, length: number) => [...text].slice(0, length).join('').trim();
