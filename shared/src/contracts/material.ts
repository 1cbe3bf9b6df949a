import { z } from 'zod';
import { Day, Empty, Id, Timestamp, UserId, page, pageBody, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { MaterialContent, MaterialKind, SendWay } from './material-content.ts';
import { MediaView } from './media.ts';

/** The material library (素材库): what reps show their customers. */

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
