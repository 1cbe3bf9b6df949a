import { z } from 'zod';
import { BEATS_PATH } from '../visitor-paths.ts';
import { endpoint } from './endpoint.ts';
import { LinkKey } from './touch.ts';
import type { MaterialKind } from './material-content.ts';

/** What customers open in WeChat (`/t/:key`), and what the page tells while they read. Nobody signs in here. */

/** A day in view, and then some pages were forgotten in the background. */
const MAX_SECONDS = 86_400;
export const MAX_PAGES = 300;

/**
 * How far a visit has come. Everything is cumulative since the visit began, so that a beat that is lost, doubled or overtaken changes
 * nothing that a later one would not say again.
 */
export const Beat = z.strictObject({
  key: LinkKey,
  /** The browser, opaque: what the page was given, or kept from an earlier visit. */
  token: z.string().regex(/^[\w-]{22,64}$/),
  /** Made by the page when it was opened: one visit. */
  visit: z.string().regex(/^[\w-]{16,40}$/),
  /** Grows by one with each beat of the visit. */
  seq: z.int().min(1).max(1_000_000),
  /** Seconds in view. */
  seconds: z.int().min(0).max(MAX_SECONDS),
  /** 0–100: scrolled, played, or pages seen of all. */
  percent: z.int().min(0).max(100),
  /** Of brochures: the page in view. */
  page: z.int().min(1).max(MAX_PAGES).nullable().default(null),
  /** `[page, seconds]` of the pages that have changed since the last beat that was answered. */
  pageSeconds: z
    .array(z.tuple([z.int().min(1).max(MAX_PAGES), z.int().min(0).max(MAX_SECONDS)]))
    .max(MAX_PAGES)
    .default([]),
  /** The page is being left: nobody reads on, unless a later beat says so. */
  isLeaving: z.boolean().default(false),
  /** Demo only: which simulated phone. In its browser the rep is signed in as well. */
  phone: z.string().max(64).optional(),
});
export type Beat = z.infer<typeof Beat>;
/** As the page sends it. */
export type BeatSent = z.input<typeof Beat>;

export const sendBeat = endpoint({
  method: 'POST',
  path: BEATS_PATH,
  audience: 'visitor',
  summary: 'What a page that is being read tells: counted once it is stored, whatever came before it',
  body: Beat,
  maxBodyBytes: 16 * 1024,
  response: z.object({
    /** False: robots, and members of the corp looking at what they share. */
    counted: z.boolean(),
    /** The visitor’s own link: passing it on is what we learn of as an arrival through her. */
    ownKey: LinkKey.nullable(),
  }),
});
export type BeatAnswer = z.infer<(typeof sendBeat)['response']>;

/** The rep whose link it is, as a small card. */
export interface VisitorRep {
  name: string;
  avatar: string | null;
  position: string | null;
  corpName: string | null;
  /** Picture of the code that adds the rep; null where there is none. */
  qrUrl: string | null;
}

export type VisitorContent =
  | { kind: 'article'; html: string; author: string }
  | { kind: 'case'; html: string; client: string; industry: string; results: { label: string; value: string }[] }
  /** Page images; `width` and `height` in pixels keep the place of those that are not there yet. */
  | { kind: 'brochure'; pages: { url: string; thumbnailUrl: string; width: number; height: number }[] }
  | { kind: 'video'; url: string; posterUrl: string | null }
  | { kind: 'link'; url: string }
  | { kind: 'live'; url: string; startsAt: number; endsAt: number; host: string; text: string };

/** Stands in the page itself: no second round trip before something is seen. */
export interface VisitorPage {
  key: string;
  /** `wins`: the browser is known by WeChat, whatever the page remembers. */
  token: { value: string; wins: boolean };
  kind: MaterialKind;
  title: string;
  description: string;
  coverUrl: string | null;
  /** The server’s clock, epoch ms: phones are often wrong. */
  now: number;
  rep: VisitorRep | null;
  content: VisitorContent;
}
