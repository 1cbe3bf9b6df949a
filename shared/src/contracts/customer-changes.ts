import { z } from 'zod';
import { Id, UserId } from './common.ts';
import { FieldValue } from './custom-field.ts';
import { CustomerFieldView, CustomerTagView, OwnerView, RelationView } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { StageView } from './field.ts';

/** What people change about a customer, and a look at what is masked. */

const customerParams = z.object({ customerId: Id });

export const changeCustomerTags = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/tags',
  audience: 'member',
  summary: 'Put tags on a customer and take tags off; WeCom follows',
  params: customerParams,
  body: z.object({
    add: z.array(z.string().min(1).max(64)).max(50),
    remove: z.array(z.string().min(1).max(64)).max(50),
  }),
  response: z.object({ tags: z.array(CustomerTagView) }),
});

export const changeCustomerRemark = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/remark',
  audience: 'member',
  summary: "Change remark and description of the viewer's own relation; WeCom follows",
  params: customerParams,
  body: z
    .object({ remark: z.string().trim().max(20).optional(), description: z.string().trim().max(150).optional() })
    .refine((body) => body.remark !== undefined || body.description !== undefined, {
      path: ['remark'],
      message: 'remark or description',
    }),
  response: RelationView,
});

export const changeCustomerStage = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/stage',
  audience: 'member',
  summary: 'Move a customer to a stage',
  params: customerParams,
  body: z.object({ stageId: Id }),
  response: z.object({ stage: StageView }),
});

export const changeCustomerField = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/fields/:fieldId',
  audience: 'member',
  summary: 'Fill in a custom field of a customer; null empties it',
  params: z.object({ customerId: Id, fieldId: Id }),
  body: z.object({ value: FieldValue.nullable() }),
  response: z.object({ fields: z.array(CustomerFieldView) }),
});

export const changeCustomerOwner = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/owner',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Give a customer to another member, or to nobody',
  params: customerParams,
  body: z.object({ ownerUserId: UserId.nullable(), note: z.string().trim().max(100).optional() }),
  response: z.object({ owner: OwnerView.nullable() }),
});

export const revealCustomerPhones = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/reveal-phones',
  audience: 'member',
  summary: 'Phone numbers in full; every look is audited',
  params: customerParams,
  response: z.object({ phones: z.array(z.object({ relationId: Id, phone: z.string() })) }),
});
