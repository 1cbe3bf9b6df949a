import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { LinkKey } from './touch.ts';
import { ClockTime } from './welcome.ts';

/** What the mini-program offers a customer (`/api/customer/…`): signing in silently, and "my consultant". */

export const CustomerSignIn = z.object({
  /** From `wx.login`: one use, 5 minutes. */
  code: z.string().min(1).max(256),
});
export type CustomerSignIn = z.infer<typeof CustomerSignIn>;

export const CustomerSession = z.object({
  /** Opaque; sent back as `Authorization: Bearer …`. */
  token: z.string(),
  expiresAt: Timestamp,
});
export type CustomerSession = z.infer<typeof CustomerSession>;

/** A weekly service window in the corp's time zone. `to` at or before `from` reaches into the next day; 00:00–00:00 is the whole day. */
export const ServiceHours = z.object({
  /** 1 Monday … 7 Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  from: ClockTime,
  to: ClockTime,
});
export type ServiceHours = z.infer<typeof ServiceHours>;

/** A picture of a contact code that WeChat recognises by a long press (WeCom `add_contact_way`, scene 2; doc 92228). */
export const ContactCode = z.object({ qrUrl: z.url() });
export type ContactCode = z.infer<typeof ContactCode>;

export const Consultant = z.object({
  name: z.string(),
  avatarUrl: z.url().nullable(),
  position: z.string().nullable(),
  departmentName: z.string().nullable(),
  /** Empty when nobody has said. */
  serviceHours: z.array(ServiceHours),
  /** When the two became WeChat contacts; null when they have not yet. */
  addedAt: Timestamp.nullable(),
});
export type Consultant = z.infer<typeof Consultant>;

export const MyConsultant = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('assigned'),
    /** Null while the app does not see the top department. */
    corpName: z.string().nullable(),
    consultant: Consultant,
    /** Null while WeCom has not given the code yet. */
    contactCode: ContactCode.nullable(),
  }),
  z.object({
    status: z.literal('unassigned'),
    corpName: z.string().nullable(),
    /** The code that any new customer may use; null when the corp has set none. */
    receptionCode: ContactCode.nullable(),
  }),
]);
export type MyConsultant = z.infer<typeof MyConsultant>;

export const customerSignIn = endpoint({
  method: 'POST',
  path: '/api/customer/sign-in',
  audience: 'public',
  summary: 'Trade a WeChat login code for a session of the mini-program',
  body: CustomerSignIn,
  response: CustomerSession,
});

export const getMyConsultant = endpoint({
  method: 'GET',
  path: '/api/customer/consultant',
  audience: 'customer',
  summary: 'Who serves the customer, with the code to add them in WeChat',
  response: MyConsultant,
});

export const openLinkInMiniProgram = endpoint({
  method: 'POST',
  path: '/api/customer/links/:linkKey/open',
  audience: 'customer',
  summary:
    'Where the mini-program opens a tracked link so that the visit is known to be the person’s who is signed in there',
  params: z.object({ linkKey: LinkKey }),
  response: z.object({
    /** Path and query on this host, good for two minutes. */
    path: z.string(),
    title: z.string(),
  }),
});
export type LinkInMiniProgram = z.infer<(typeof openLinkInMiniProgram)['response']>;

/** What managers decide about the mini-program. */
export const CustomerAppSettings = z.object({
  /** The channel whose code is shown to people who have no consultant yet. */
  receptionChannelId: Id.nullable(),
  /** What reps send from the sidebar as a page goes as a card of the mini-program, which knows who opens it. */
  opensMaterials: z.boolean(),
});
export type CustomerAppSettings = z.infer<typeof CustomerAppSettings>;

const CustomerAppSettingsView = CustomerAppSettings.extend({
  /** Whether the server has the keys of a mini-program. */
  isConfigured: z.boolean(),
});

const staff = ['admin', 'manager'] as const;

export const getCustomerAppSettings = endpoint({
  method: 'GET',
  path: '/api/customer-app/settings',
  audience: 'member',
  roles: staff,
  summary: 'Settings of the mini-program',
  response: CustomerAppSettingsView,
});

export const updateCustomerAppSettings = endpoint({
  method: 'PUT',
  path: '/api/customer-app/settings',
  audience: 'member',
  roles: staff,
  summary: 'Choose the reception code of the mini-program, and whether materials open in it',
  body: CustomerAppSettings,
  response: CustomerAppSettingsView,
});
