import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { ScriptView } from '@zhike/shared/contracts/script';

/** For tests: something to send. */

export const exampleMaterial = (more: Partial<MaterialRow> = {}): MaterialRow => ({
  id: '01MATER1A00000000000000000',
  kind: 'brochure',
  title: '产品手册',
  description: '',
  thumbnailUrl: null,
  folderId: null,
  state: 'ready',
  problem: null,
  ways: ['link', 'media'],
  validUntil: null,
  isFavourite: false,
  sent: 3,
  opened: 2,
  mySent: 0,
  updatedAt: 1,
  ...more,
});

export const exampleScript = (more: Partial<ScriptView> = {}): ScriptView => ({
  id: '01SCR1PT000000000000000000',
  title: '报价说明',
  categoryId: '01CATEG0RY0000000000000000',
  text: '{客户昵称}您好,报价请查收',
  filled: '林晓雨您好,报价请查收',
  materials: [],
  keywords: [],
  departmentIds: [],
  isMine: false,
  isFavourite: false,
  sent: 12,
  mySent: 0,
  updatedAt: 1,
  version: 1,
  can: { edit: false },
  ...more,
});
