import { z } from 'zod';
import { Day, Empty, Id, Timestamp, UserId, page, pageBody } from './common.ts';
import { dayRange } from './day-range.ts';
import { endpoint } from './endpoint.ts';
import { MaterialRow } from './material.ts';
import { ChatTarget } from './chat-target.ts';
import { ChatMessage } from './material-send.ts';
import { bytesUpTo } from './welcome.ts';

/** Scripts (话术): what to say, found while the customer waits. Company scripts and a rep's own. */

const name = z.string().trim().min(1, '请填写名称').max(20);

export const ScriptCategoryView = z.object({
  id: Id,
  /** null: first level. */
  parentId: Id.nullable(),
  name: z.string(),
  /** The viewer's own; company ones otherwise. */
  isMine: z.boolean(),
  count: z.int(),
});
export type ScriptCategoryView = z.infer<typeof ScriptCategoryView>;

export const listScriptCategories = endpoint({
  method: 'GET',
  path: '/api/script-categories',
  audience: 'member',
  summary: 'Company categories and the viewer’s own, two levels, parents before children',
  response: z.object({ items: z.array(ScriptCategoryView) }),
});

export const createScriptCategory = endpoint({
  method: 'POST',
  path: '/api/script-categories',
  audience: 'member',
  summary: 'Add a category: one’s own, or as a manager one of the company',
  body: z.object({ name, parentId: Id.nullable().default(null), isMine: z.boolean() }),
  response: ScriptCategoryView,
});

export const updateScriptCategory = endpoint({
  method: 'PUT',
  path: '/api/script-categories/:categoryId',
  audience: 'member',
  summary: 'Rename a category',
  params: z.object({ categoryId: Id }),
  body: z.object({ name }),
  response: ScriptCategoryView,
});

export const deleteScriptCategory = endpoint({
  method: 'DELETE',
  path: '/api/script-categories/:categoryId',
  audience: 'member',
  summary: 'Remove an empty category (`script.category_in_use` otherwise)',
  params: z.object({ categoryId: Id }),
  response: Empty,
});

export const reorderScriptCategories = endpoint({
  method: 'PUT',
  path: '/api/script-category-order',
  audience: 'member',
  summary: 'Put the categories of one parent in this order',
  body: z.object({ parentId: Id.nullable(), isMine: z.boolean(), categoryIds: z.array(Id).min(1).max(200) }),
  response: Empty,
});

const draft = {
  title: z.string().trim().min(1, '请填写标题').max(40),
  categoryId: Id,
  text: z.string().trim().min(1, '请填写内容').pipe(bytesUpTo(4000)),
  /** Sent after the words, in this order. */
  materialIds: z.array(Id).max(3).default([]),
  /** Found by these as well. */
  keywords: z.array(z.string().trim().min(1).max(20)).max(10).default([]),
  /** Company scripts: for members of these departments and all below them; empty: for everybody. */
  departmentIds: z.array(z.int().positive()).max(100).default([]),
};

export const ScriptView = z.object({
  id: Id,
  title: z.string(),
  categoryId: Id,
  text: z.string(),
  /** The words as they would be sent to the customer asked about; null when nobody was. */
  filled: z.string().nullable(),
  materials: z.array(MaterialRow),
  keywords: z.array(z.string()),
  departmentIds: z.array(z.int()),
  isMine: z.boolean(),
  isFavourite: z.boolean(),
  sent: z.int(),
  mySent: z.int(),
  updatedAt: Timestamp,
  version: z.int(),
  can: z.object({ edit: z.boolean() }),
});
export type ScriptView = z.infer<typeof ScriptView>;

export const searchScripts = endpoint({
  method: 'POST',
  path: '/api/scripts/search',
  audience: 'member',
  summary:
    'Scripts the viewer may use, by words (also pinyin), category and owner; filled in for a customer or a group',
  body: z.object({
    ...pageBody,
    text: z.string().trim().max(40).default(''),
    /** With those below it. */
    categoryId: Id.nullable().default(null),
    whose: z.enum(['all', 'company', 'mine']).default('all'),
    onlyFavourites: z.boolean().default(false),
    sort: z.enum(['order', 'most_used', 'mine']).default('order'),
    /** For whom the words are filled in: a customer, or a group, where nobody is called by name. */
    customerId: Id.optional(),
    inGroup: z.boolean().default(false),
  }),
  response: page(ScriptView),
});

export const getScript = endpoint({
  method: 'GET',
  path: '/api/scripts/:scriptId',
  audience: 'member',
  summary: 'One script the viewer may use; filled in for a customer',
  params: z.object({ scriptId: Id }),
  query: z.object({ customerId: Id.optional() }),
  response: ScriptView,
});

export const createScript = endpoint({
  method: 'POST',
  path: '/api/scripts',
  audience: 'member',
  summary: 'Add a script: one’s own, or as a manager one of the company',
  body: z.strictObject({
    ...draft,
    isMine: z.boolean(),
    /** Made by the client; the same key adds it once. */
    idempotencyKey: z.string().min(8).max(64).optional(),
  }),
  response: ScriptView,
});

const scriptParams = z.object({ scriptId: Id });

export const updateScript = endpoint({
  method: 'PUT',
  path: '/api/scripts/:scriptId',
  audience: 'member',
  summary: 'Change a script',
  params: scriptParams,
  body: z.strictObject({ ...draft, version: z.int().positive() }),
  response: ScriptView,
});

export const deleteScript = endpoint({
  method: 'DELETE',
  path: '/api/scripts/:scriptId',
  audience: 'member',
  summary: 'Remove a script; what was sent stays known',
  params: scriptParams,
  response: Empty,
});

export const addScriptFavourite = endpoint({
  method: 'PUT',
  path: '/api/scripts/:scriptId/favourite',
  audience: 'member',
  summary: 'Keep a script among one’s favourites',
  params: scriptParams,
  response: Empty,
});

export const removeScriptFavourite = endpoint({
  method: 'DELETE',
  path: '/api/scripts/:scriptId/favourite',
  audience: 'member',
  summary: 'No favourite any more',
  params: scriptParams,
  response: Empty,
});

export const prepareScriptSend = endpoint({
  method: 'POST',
  path: '/api/scripts/:scriptId/send',
  audience: 'member',
  summary: 'The words to hand to sendChatMessage, filled in for the customer; its materials are sent as materials',
  params: scriptParams,
  body: z.object({
    to: ChatTarget,
    /** The words as the rep changed them before sending; filled in by the server otherwise. */
    text: z.string().trim().min(1).pipe(bytesUpTo(4000)).optional(),
    taskId: Id.optional(),
    idempotencyKey: z.string().min(8).max(64),
  }),
  response: z.object({ sendId: Id, message: ChatMessage }),
});

/** What the best reps send next (优秀同事接下来发): pairs of sendings to one customer within three days. */
export const NextSuggestion = z.object({
  script: ScriptView.nullable(),
  material: MaterialRow.nullable(),
  /** Times top reps sent it after the same thing. */
  times: z.int(),
  /** Chinese, one sentence: why it is proposed. */
  reason: z.string(),
});
export type NextSuggestion = z.infer<typeof NextSuggestion>;

export const suggestNext = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/next-sends',
  audience: 'member',
  summary: 'What top reps sent after what the viewer sent this customer last; empty where nothing can be learnt yet',
  params: z.object({ customerId: Id }),
  response: z.object({ items: z.array(NextSuggestion) }),
});

/** Both days inclusive; members in the viewer's scope. */
export const ScriptStats = z.object({
  from: Day,
  to: Day,
  sent: z.int(),
  /** The most sent first; `members`: how many of them use it. */
  byScript: z.array(z.object({ id: Id, title: z.string(), sent: z.int(), customers: z.int(), members: z.int() })),
  byMember: z.array(
    z.object({ userId: UserId, name: z.string(), sent: z.int(), customers: z.int(), scripts: z.int() }),
  ),
});
export type ScriptStats = z.infer<typeof ScriptStats>;

export const getScriptStats = endpoint({
  method: 'GET',
  path: '/api/script-stats',
  audience: 'member',
  summary: 'The most used scripts and the members who use them, between two days, inside the viewer’s scope',
  query: dayRange(366),
  response: ScriptStats,
});
