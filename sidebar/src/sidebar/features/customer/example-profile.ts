import type { CustomerFieldView, CustomerProfile } from '@zhike/shared/contracts/customer';

/** For tests: a customer of whom little is known. */

export const AT = Date.parse('2026-03-10T10:00:00+08:00');
export const wangli = { userId: 'wangli', name: '王丽', avatar: null };

export function exampleField(name: string, more: Partial<CustomerFieldView> = {}): CustomerFieldView {
  return { fieldId: name, name, kind: 'text', unit: null, options: [], value: null, origin: null, ...more };
}

export function exampleProfile(more: Partial<CustomerProfile> = {}): CustomerProfile {
  return {
    id: 'c1',
    externalUserId: 'wm1',
    type: 1,
    name: '林晓雨',
    avatar: null,
    gender: 2,
    corpName: null,
    position: null,
    status: 'active',
    stage: null,
    owner: null,
    channel: null,
    firstAddedAt: AT,
    lastAddedAt: AT,
    tags: [],
    fields: [],
    relations: [],
    myRelation: null,
    nextTask: null,
    openTaskCount: 0,
    freshestSignal: null,
    can: {
      editTags: true,
      editStage: true,
      editFields: true,
      editRemark: false,
      logFollowUp: true,
      setOwner: false,
      revealPhones: false,
    },
    ...more,
  };
}
