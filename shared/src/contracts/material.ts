import { z } from 'zod';
import { Day, Empty, Id, Timestamp, UserId, page, pageBody, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { MediaView } from './media.ts';
import { PosterDesign } from './poster.ts';
import { bytesUpTo } from './welcome.ts';

/** The material library (素材库): what reps show their customers. */

export const MaterialKind = z.enum([
  'text',
  'image',
  'video',
  'file',
  'brochure',
  'article',
  'case',
  'link',
  'miniprogram',
  'live',
  'poster',
]);
export type MaterialKind = z.infer<typeof MaterialKind>;

/**
 * How a material reaches the chat: `link` as a card with a tracked link of the customer's own (what she opens is seen), `media` as the
 * picture, video or file itself, `text` as words, `miniprogram` as a card of a mini-program.
 */
export const SendWay = z.enum(['link', 'media', 'text', 'miniprogram']);
export type SendWay = z.infer<typeof SendWay>;

/** The ways of a kind, the usual one first. */
export const waysOfKind = {
  text: ['text'],
  image: ['media'],
  video: ['link', 'media'],
  file: ['media'],
  brochure: ['link', 'media'],
  article: ['link'],
  case: ['link'],
  link: ['link'],
  miniprogram: ['miniprogram'],
  live: ['link'],
  /** Drawn for the customer who gets it. */
  poster: ['media'],
} as const satisfies Record<MaterialKind, readonly SendWay[]>;

const webAddress = z
  .url({ protocol: /^https?$/, error: '请填写 http:// 或 https:// 开头的网址' })
  .pipe(bytesUpTo(2048));
/** Rich text as the editor makes it; the server keeps only what is harmless. */
const html = z.string().min(1, '请填写正文').max(400_000, '正文太长');

/** What a material holds, by kind. `assetId`s name files of the media library. */
export const MaterialContent = z.discriminatedUnion('kind', [
  /** May hold the variables of scripts: `{客户昵称}`, `{员工姓名}` … */
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1, '请填写文字').pipe(bytesUpTo(4000)) }),
  z.strictObject({ kind: z.literal('image'), assetId: Id }),
  z.strictObject({ kind: z.literal('video'), assetId: Id }),
  z.strictObject({ kind: z.literal('file'), assetId: Id }),
  /** A PDF that the customer turns page by page. */
  z.strictObject({ kind: z.literal('brochure'), assetId: Id }),
  z.strictObject({ kind: z.literal('article'), html, author: z.string().trim().max(30).default('') }),
  z.strictObject({
    kind: z.literal('case'),
    html,
    client: z.string().trim().min(1, '请填写客户名称').max(40),
    industry: z.string().trim().max(20).default(''),
    /** What it brought, at most four: 「工期」「缩短 30%」. */
    results: z
      .array(
        z.strictObject({
          label: z.string().trim().min(1, '请填写指标').max(12),
          value: z.string().trim().min(1, '请填写成果').max(20),
        }),
      )
      .max(4)
      .default([]),
  }),
  z.strictObject({ kind: z.literal('link'), url: webAddress }),
  z.strictObject({
    kind: z.literal('miniprogram'),
    appId: z.string().regex(/^wx[0-9a-f]{16}$/, '请填写小程序的 AppID(wx 开头,18 位)'),
    /** `.html` is added when it is sent (doc 94338). */
    page: z.string().trim().min(1, '请填写页面路径').max(1024),
  }),
  z
    .strictObject({
      kind: z.literal('live'),
      /** Where it is watched. */
      url: webAddress,
      startsAt: Timestamp,
      endsAt: Timestamp,
      host: z.string().trim().max(30).default(''),
      text: z.string().trim().max(1000).default(''),
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, { message: '结束时间要晚于开始时间', path: ['endsAt'] }),
  /** A picture made anew for each customer: her name, the rep's card and code. */
  z.strictObject({ kind: z.literal('poster'), design: PosterDesign }),
]);
export type MaterialContent = z.infer<typeof MaterialContent>;

export const MAX_FOLDER_DEPTH = 3;

const draft = {
  /** Also the title of the card in the chat. */
  title: z.string().trim().min(1, '请填写标题').max(60),
  /** The small line of the card. */
  description: z.string().trim().max(120).default(''),
  /** A picture for the card; kinds with a picture of their own (brochure, image) go without. */
  coverAssetId: Id.nullable().default(null),
  folderId: Id.nullable().default(null),
  /** For members of these departments and all below them; empty: for everybody. */
  departmentIds: z.array(z.int().positive()).max(100).default([]),
  /** Business days, both inclusive; null: always. */
  validFrom: Day.nullable().default(null),
  validUntil: Day.nullable().default(null),
  content: MaterialContent,
};
const inOrder = (given: { validFrom: string | null; validUntil: string | null }) =>
  given.validFrom === null || given.validUntil === null || given.validFrom <= given.validUntil;
const inOrderMessage = { message: '截止日期不能早于开始日期', path: ['validUntil'] };

export const MaterialDraft = z.strictObject(draft).refine(inOrder, inOrderMessage);
export type MaterialDraft = z.infer<typeof MaterialDraft>;

/** `upcoming` and `expired` by its days, `retired` by a person: none of them can be sent. `preparing`: its pages are being made. */
export const MaterialState = z.enum(['ready', 'preparing', 'broken', 'upcoming', 'expired', 'retired']);
export type MaterialState = z.infer<typeof MaterialState>;

/** One row of a list. */
export const MaterialRow = z.object({
  id: Id,
  kind: MaterialKind,
  title: z.string(),
  description: z.string(),
  /** Address of a small picture: cover, picture or first page; null where there is none. */
  thumbnailUrl: z.string().nullable(),
  folderId: Id.nullable(),
  state: MaterialState,
  /** Chinese, for `broken`: what is wrong and what helps. */
  problem: z.string().nullable(),
  ways: z.array(SendWay).min(1),
  validUntil: Day.nullable(),
  isFavourite: z.boolean(),
  /** Times sent and customers who opened it, all in all. */
  sent: z.int(),
  opened: z.int(),
  /** Times the viewer herself sent it within 90 days. */
  mySent: z.int(),
  updatedAt: Timestamp,
});
export type MaterialRow = z.infer<typeof MaterialRow>;

export const MaterialView = z.object({
  ...MaterialRow.shape,
  coverAssetId: Id.nullable(),
  departmentIds: z.array(z.int()),
  validFrom: Day.nullable(),
  version: z.int(),
  content: MaterialContent,
  /** The file of picture, video, file and brochure. */
  asset: MediaView.nullable(),
  /** Pages of a brochure; null while they are being made, and of other kinds. */
  pages: z.int().nullable(),
  createdBy: z.object({ userId: UserId, name: z.string() }),
  createdAt: Timestamp,
  can: z.object({ edit: z.boolean(), send: z.boolean() }),
});
export type MaterialView = z.infer<typeof MaterialView>;

const editors = ['admin', 'manager'] as const;
const materialParams = z.object({ materialId: Id });

export const MaterialSort = z.enum(['newest', 'most_used', 'mine', 'title']);
export type MaterialSort = z.infer<typeof MaterialSort>;

export const searchMaterials = endpoint({
  method: 'POST',
  path: '/api/materials/search',
  audience: 'member',
  summary:
    'Materials the viewer may use, by words (also pinyin and initials), kind and folder; for managers also those that cannot be sent',
  body: z.object({
    ...pageBody,
    text: z.string().trim().max(40).default(''),
    kinds: z.array(MaterialKind).max(20).default([]),
    /** With all folders below it. */
    folderId: Id.nullable().default(null),
    onlyFavourites: z.boolean().default(false),
    /** For managers: with those that cannot be sent now. */
    states: z.enum(['usable', 'all', 'retired']).default('usable'),
    sort: MaterialSort.default('newest'),
  }),
  response: page(MaterialRow),
});

export const getMaterial = endpoint({
  method: 'GET',
  path: '/api/materials/:materialId',
  audience: 'member',
  summary: 'One material with what it holds',
  params: materialParams,
  response: MaterialView,
});

export const createMaterial = endpoint({
  method: 'POST',
  path: '/api/materials',
  audience: 'member',
  roles: editors,
  summary: 'Add a material',
  body: z
    .strictObject({
      ...draft,
      /** Made by the client; the same key adds it once. */
      idempotencyKey: z.string().min(8).max(64).optional(),
    })
    .refine(inOrder, inOrderMessage),
  response: MaterialView,
});

export const updateMaterial = endpoint({
  method: 'PUT',
  path: '/api/materials/:materialId',
  audience: 'member',
  roles: editors,
  summary: 'Change a material: a new version; what was sent before opens as it now is, its kind stays',
  params: materialParams,
  body: z
    .strictObject({
      ...draft,
      /** The version the editor began with: whoever was overtaken is told (`material.changed_meanwhile`). */
      version: z.int().positive(),
    })
    .refine(inOrder, inOrderMessage),
  response: MaterialView,
});

export const MaterialVersionView = z.object({
  version: z.int(),
  title: z.string(),
  byName: z.string(),
  createdAt: Timestamp,
  isCurrent: z.boolean(),
  content: MaterialContent,
});
export type MaterialVersionView = z.infer<typeof MaterialVersionView>;

export const listMaterialVersions = endpoint({
  method: 'GET',
  path: '/api/materials/:materialId/versions',
  audience: 'member',
  roles: editors,
  summary: 'All versions of a material, newest first',
  params: materialParams,
  query: z.object(pageQuery),
  response: page(MaterialVersionView),
});

export const restoreMaterialVersion = endpoint({
  method: 'POST',
  path: '/api/materials/:materialId/versions/:version/restore',
  audience: 'member',
  roles: editors,
  summary: 'Make an earlier version the newest one again',
  params: z.object({ materialId: Id, version: z.coerce.number().int().positive() }),
  response: MaterialView,
});

export const retireMaterial = endpoint({
  method: 'POST',
  path: '/api/materials/:materialId/retire',
  audience: 'member',
  roles: editors,
  summary: 'Take a material out of use; links sent before say that it is no longer offered',
  params: materialParams,
  response: Empty,
});

export const bringBackMaterial = endpoint({
  method: 'POST',
  path: '/api/materials/:materialId/bring-back',
  audience: 'member',
  roles: editors,
  summary: 'Bring a material back into use',
  params: materialParams,
  response: Empty,
});

export const moveMaterials = endpoint({
  method: 'POST',
  path: '/api/materials/move',
  audience: 'member',
  roles: editors,
  summary: 'Put materials into a folder; null: outside all folders',
  body: z.object({ materialIds: z.array(Id).min(1).max(100), folderId: Id.nullable() }),
  response: Empty,
});

export const addMaterialFavourite = endpoint({
  method: 'PUT',
  path: '/api/materials/:materialId/favourite',
  audience: 'member',
  summary: 'Keep a material among one’s favourites',
  params: materialParams,
  response: Empty,
});

export const removeMaterialFavourite = endpoint({
  method: 'DELETE',
  path: '/api/materials/:materialId/favourite',
  audience: 'member',
  summary: 'No favourite any more',
  params: materialParams,
  response: Empty,
});

export const importArticle = endpoint({
  method: 'POST',
  path: '/api/materials/import-article',
  audience: 'member',
  roles: editors,
  summary:
    'Make an article out of the pasted HTML of a public-account article: sanitised, its pictures taken into our media library; nothing is saved as a material yet',
  body: z.object({ html: z.string().min(1).max(3_000_000) }),
  // The source of a public-account page is that long.
  maxBodyBytes: 8 * 1024 * 1024,
  response: z.object({
    title: z.string(),
    author: z.string(),
    description: z.string(),
    html: z.string(),
    coverAssetId: Id.nullable(),
    /** Pictures that could not be taken over and are missing from the text. */
    missingPictures: z.int(),
  }),
});

// Folders

export const MaterialFolderView = z.object({
  id: Id,
  parentId: Id.nullable(),
  name: z.string(),
  /** Materials in it, without those in folders below it. */
  count: z.int(),
});
export type MaterialFolderView = z.infer<typeof MaterialFolderView>;

const folderName = z.string().trim().min(1, '请填写名称').max(20);

export const listMaterialFolders = endpoint({
  method: 'GET',
  path: '/api/material-folders',
  audience: 'member',
  summary: 'All folders, parents before children, in their order',
  response: z.object({ items: z.array(MaterialFolderView) }),
});

export const createMaterialFolder = endpoint({
  method: 'POST',
  path: '/api/material-folders',
  audience: 'member',
  roles: editors,
  summary: 'Add a folder at the end; at most three levels',
  body: z.object({ name: folderName, parentId: Id.nullable().default(null) }),
  response: MaterialFolderView,
});

export const updateMaterialFolder = endpoint({
  method: 'PUT',
  path: '/api/material-folders/:folderId',
  audience: 'member',
  roles: editors,
  summary: 'Rename a folder, move it below another one',
  params: z.object({ folderId: Id }),
  body: z.object({ name: folderName, parentId: Id.nullable() }),
  response: MaterialFolderView,
});

export const deleteMaterialFolder = endpoint({
  method: 'DELETE',
  path: '/api/material-folders/:folderId',
  audience: 'member',
  roles: editors,
  summary: 'Remove a folder; what is in it moves to the folder above',
  params: z.object({ folderId: Id }),
  response: Empty,
});

export const reorderMaterialFolders = endpoint({
  method: 'PUT',
  path: '/api/material-folder-order',
  audience: 'member',
  roles: editors,
  summary: 'Put the folders of one parent in this order',
  body: z.object({ parentId: Id.nullable(), folderIds: z.array(Id).min(1).max(200) }),
  response: Empty,
});
