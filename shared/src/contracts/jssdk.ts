import { z } from 'zod';
import { endpoint } from './endpoint.ts';

const Signature = z.object({
  /** Seconds, as the JS-SDK wants it. */
  timestamp: z.int(),
  nonceStr: z.string(),
  signature: z.string(),
});

export const JssdkSignature = z.object({
  corpId: z.string(),
  agentId: z.string(),
  /** 企业身份, for `getConfigSignature`. */
  corp: Signature,
  /** 应用身份, for `getAgentConfigSignature`. */
  app: Signature,
});
export type JssdkSignature = z.infer<typeof JssdkSignature>;

export const signJssdkUrl = endpoint({
  method: 'GET',
  path: '/api/jssdk/signature',
  audience: 'member',
  summary: 'Sign a page of ours for the JS-SDK',
  /** `location.href.split('#')[0]`; must be of our own origin. */
  query: z.object({
    url: z.string().max(2048),
    /** The client did not take the last signature (40093): the tickets may have been replaced, read them anew. */
    renew: z.literal('1').optional(),
  }),
  response: JssdkSignature,
});
