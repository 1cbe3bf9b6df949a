import { z } from 'zod';
import { Cursor, ExternalUserId, Id, page, Timestamp, UserId } from './common.ts';
import { CustomFieldKind, FieldValue } from './custom-field.ts';
import { endpoint } from './endpoint.ts';

/** The open API for other systems (`/openapi/v1`, `Authorization: Bearer OPEN_API_KEY`). Names here are stable: add, never rename. */

const openPageQuery = {
  cursor: Cursor.optional().meta({ description: 'nextCursor of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

export const OpenTag = z
  .object({
    tagId: z.string(),
    name: z.string(),
    groupName: z.string(),
    origin: z
      .enum(['scan', 'rule', 'rep', 'wecom'])
      .meta({ description: 'Where the tag came from: a scanned channel code, a rule, a rep here, or WeCom itself' }),
    originRef: z.string().nullable().meta({ description: 'Id of the channel or rule' }),
    userId: UserId.nullable().meta({ description: 'Member whose relation carries the tag' }),
    at: Timestamp,
  })
  .meta({ id: 'Tag' });
export type OpenTag = z.infer<typeof OpenTag>;

export const OpenRelation = z
  .object({
    userId: UserId,
    status: z.enum(['active', 'half', 'deleted_by_member', 'deleted_by_customer', 'transferred']),
    remark: z.string().nullable(),
    description: z.string().nullable(),
    addWay: z.int().meta({ description: 'add_way of WeCom (doc 92114)' }),
    state: z.string().nullable().meta({ description: 'state of the contact way' }),
    channelId: Id.nullable(),
    addedAt: Timestamp,
    removedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Relation' });
export type OpenRelation = z.infer<typeof OpenRelation>;

export const OpenOwner = z
  .object({
    userId: UserId,
    name: z.string(),
    reason: z
      .object({
        rule: z.string(),
        sentence: z.string(),
        facts: z.array(z.object({ label: z.string(), value: z.string() })),
        alternatives: z.array(z.object({ userId: UserId, why: z.string() })),
        decidedAt: Timestamp,
      })
      .nullable(),
  })
  .meta({ id: 'Owner' });

export const OpenCustomer = z
  .object({
    customerId: Id,
    externalUserId: ExternalUserId.nullable(),
    name: z.string(),
    avatar: z.string().nullable(),
    type: z.int().meta({ description: '1 WeChat user, 2 WeCom user of another company' }),
    gender: z.int().meta({ description: '0 unknown, 1 male, 2 female' }),
    corpName: z.string().nullable(),
    status: z.enum(['active', 'lost']),
    stage: z.object({ id: Id, name: z.string() }).nullable(),
    ownerUserId: UserId.nullable(),
    channelId: Id.nullable(),
    tagIds: z.array(z.string()),
    firstAddedAt: Timestamp,
    lastAddedAt: Timestamp,
  })
  .meta({ id: 'Customer' });
export type OpenCustomer = z.infer<typeof OpenCustomer>;

export const OpenCustomerField = z
  .object({
    fieldId: Id,
    name: z.string(),
    kind: CustomFieldKind,
    value: FieldValue,
    text: z.string().meta({ description: 'The value as a person reads it, with its unit or the names of the options' }),
    at: Timestamp,
  })
  .meta({ id: 'CustomerField' });

export const OpenCustomerDetail = OpenCustomer.extend({
  owner: z.union([OpenOwner, z.null()]),
  tags: z.array(OpenTag),
  fields: z.array(OpenCustomerField).meta({ description: 'Custom fields in use that are filled in' }),
  relations: z.array(OpenRelation),
}).meta({ id: 'CustomerDetail' });
export type OpenCustomerDetail = z.infer<typeof OpenCustomerDetail>;

export const OpenTimelineItem = z
  .object({
    id: Id,
    type: z.string().meta({ description: 'noun.past_tense', examples: ['external_contact.added'] }),
    at: Timestamp,
    actor: z.object({ userId: UserId, name: z.string() }).nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineItem' });
export type OpenTimelineItem = z.infer<typeof OpenTimelineItem>;

export const OpenContactWay = z
  .object({
    channelId: Id,
    name: z.string(),
    state: z.string(),
    status: z.string(),
    qrCode: z.string().nullable(),
    userIds: z.array(UserId),
    createdAt: Timestamp,
  })
  .meta({ id: 'ContactWay' });
export type OpenContactWay = z.infer<typeof OpenContactWay>;

const externalParams = z.object({ externalUserId: ExternalUserId });

export const openListCustomers = endpoint({
  method: 'GET',
  path: '/openapi/v1/customers',
  audience: 'openapi',
  summary: 'Customers, newest first',
  query: z.object({
    ...openPageQuery,
    tag: z.string().min(1).max(64).optional().meta({ description: 'Tag id' }),
    owner: UserId.optional().meta({ description: 'userId of the owner' }),
    channel: Id.optional().meta({ description: 'Channel id' }),
    addedFrom: z.coerce
      .number()
      .int()
      .nonnegative()
      .optional()
      .meta({ description: 'First added at or after, epoch ms' }),
    addedTo: z.coerce.number().int().nonnegative().optional().meta({ description: 'First added before, epoch ms' }),
  }),
  response: page(OpenCustomer),
});

export const openGetCustomer = endpoint({
  method: 'GET',
  path: '/openapi/v1/customers/:externalUserId',
  audience: 'openapi',
  summary: 'One customer: profile, relations, tags with origin, owner with explanation',
  params: externalParams,
  response: OpenCustomerDetail,
});

export const openGetTimeline = endpoint({
  method: 'GET',
  path: '/openapi/v1/customers/:externalUserId/timeline',
  audience: 'openapi',
  summary: 'What happened with a customer, newest first',
  params: externalParams,
  query: z.object(openPageQuery),
  response: page(OpenTimelineItem),
});

export const openListContactWays = endpoint({
  method: 'GET',
  path: '/openapi/v1/contact-ways',
  audience: 'openapi',
  summary: 'Channel codes (渠道活码)',
  query: z.object(openPageQuery),
  response: page(OpenContactWay),
});

export const openApiDocument = endpoint({
  method: 'GET',
  path: '/openapi/v1/openapi.json',
  audience: 'openapi',
  summary: 'This description, OpenAPI 3.1',
  response: z.record(z.string(), z.unknown()),
});
