import { z } from 'zod';
import { Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
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
    corpName: z.string(),
    consultant: Consultant,
    /** Null while WeCom has not given the code yet. */
    contactCode: ContactCode.nullable(),
  }),
  z.object({
    status: z.literal('unassigned'),
    corpName: z.string(),
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
