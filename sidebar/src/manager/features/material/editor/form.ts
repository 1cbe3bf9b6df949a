import type { MaterialContent, MaterialKind } from '@zhike/shared/contracts/material-content';
import type { MaterialView } from '@zhike/shared/contracts/material';
import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { clockTime, dayOf } from '../../../../shared/format/time.ts';
import { instantOf } from '../../../../shared/format/zone.ts';
import type { MaterialBody } from '../api/save-material.ts';

interface FormResult {
  /** Keeps its place on screen while others are removed. */
  key: string;
  label: string;
  value: string;
}

/** What the editor holds, for every kind: the fields that a kind has no use for stay as they are. */
export interface MaterialForm {
  kind: MaterialKind;
  /** The version the editor began with; travels with drafts. 0: not saved yet. */
  version: number;
  title: string;
  description: string;
  /** '' for none, as in all fields below. */
  coverAssetId: string;
  folderId: string | null;
  departmentIds: number[];
  validFrom: string;
  validUntil: string;
  text: string;
  assetId: string;
  html: string;
  author: string;
  client: string;
  industry: string;
  results: FormResult[];
  url: string;
  appId: string;
  page: string;
  /** On the company's wall: `2026-11-08T19:30`. */
  startsAt: string;
  endsAt: string;
  host: string;
  liveText: string;
  /** null: no template chosen yet. */
  design: PosterDesign | null;
}

export const newKey = (): string => Math.random().toString(36).slice(2, 10);

export function emptyForm(kind: MaterialKind, folderId: string | null = null): MaterialForm {
  return {
    kind,
    version: 0,
    title: '',
    description: '',
    coverAssetId: '',
    folderId,
    departmentIds: [],
    validFrom: '',
    validUntil: '',
    text: '',
    assetId: '',
    html: '',
    author: '',
    client: '',
    industry: '',
    results: [],
    url: '',
    appId: '',
    page: '',
    startsAt: '',
    endsAt: '',
    host: '',
    liveText: '',
    design: null,
  };
}

const wallText = (at: number) => `${dayOf(at)}T${clockTime(at)}`;

/** What is saved as the editor shows it. */
export function formOf(
  material: Pick<
    MaterialView,
    | 'kind'
    | 'version'
    | 'title'
    | 'description'
    | 'coverAssetId'
    | 'folderId'
    | 'departmentIds'
    | 'validFrom'
    | 'validUntil'
    | 'content'
  >,
): MaterialForm {
  return {
    ...emptyForm(material.kind, material.folderId),
    version: material.version,
    title: material.title,
    description: material.description,
    coverAssetId: material.coverAssetId ?? '',
    departmentIds: material.departmentIds,
    validFrom: material.validFrom ?? '',
    validUntil: material.validUntil ?? '',
    ...contentForm(material.content),
  };
}

/** The fields of a kind alone: of an earlier version, nothing else is known. */
export function contentForm(content: MaterialContent): Partial<MaterialForm> {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'article':
      return { html: content.html, author: content.author };
    case 'case': {
      const { html, client, industry, results } = content;
      return { html, client, industry, results: results.map((one) => ({ ...one, key: newKey() })) };
    }
    case 'link':
      return { url: content.url };
    case 'miniprogram':
      return { appId: content.appId, page: content.page };
    case 'live': {
      const { url, startsAt, endsAt, host, text } = content;
      return { url, startsAt: wallText(startsAt), endsAt: wallText(endsAt), host, liveText: text };
    }
    case 'poster':
      return { design: content.design };
    default:
      return { assetId: content.assetId };
  }
}

/** What is sent when the form is saved. */
export function bodyOf(form: MaterialForm): MaterialBody {
  return {
    title: form.title.trim(),
    description: form.description.trim(),
    coverAssetId: form.coverAssetId || null,
    folderId: form.folderId,
    departmentIds: form.departmentIds,
    validFrom: form.validFrom || null,
    validUntil: form.validUntil || null,
    content: contentOf(form),
  };
}

function contentOf(form: MaterialForm): MaterialBody['content'] {
  const { kind } = form;
  switch (kind) {
    case 'text':
      return { kind, text: form.text.trim() };
    case 'article':
      return { kind, html: form.html, author: form.author.trim() };
    case 'case':
      return {
        kind,
        html: form.html,
        client: form.client.trim(),
        industry: form.industry.trim(),
        results: form.results
          .filter(({ label, value }) => label.trim() !== '' || value.trim() !== '')
          .map(({ label, value }) => ({ label: label.trim(), value: value.trim() })),
      };
    case 'link':
      return { kind, url: form.url.trim() };
    case 'miniprogram':
      return { kind, appId: form.appId.trim(), page: form.page.trim() };
    case 'live':
      return {
        kind,
        url: form.url.trim(),
        startsAt: instantOf(form.startsAt),
        endsAt: instantOf(form.endsAt),
        host: form.host.trim(),
        text: form.liveText.trim(),
      };
    case 'poster':
      if (!form.design) throw new Error('a poster is saved without a design');
      return { kind, design: form.design };
    default:
      return { kind, assetId: form.assetId };
  }
}
