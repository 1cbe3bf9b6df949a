/** What passed between WeCom and the app, newest first, in the control API; see contract.ts for how it reads. */
import type { Page, PageQuery } from './contract.ts';
import type { ApiCallDetailView, ApiCallView, CallbackDetailView, CallbackView } from './views.ts';

export interface LogEndpoints {
  'GET /control/callbacks': {
    query: PageQuery & { event?: string; changeType?: string; externalUserId?: string };
    response: Page<CallbackView>;
  };
  'GET /control/callbacks/:id': { response: CallbackDetailView };
  /** Sends it once more with the same inner message, as WeCom's repeats do. */
  'POST /control/callbacks/:id/repeat': { response: { callbacks: string[] } };
  /** Checks the receiver as the admin console does on saving (doc 90930): GET with echostr, 1 s. Default: the configured URL. */
  'POST /control/callbacks/verify-url': {
    body: { url?: string };
    response: { ok: boolean; httpStatus: number; tookMs: number; problem: string };
  };
  /** Sends any inner fields as a callback, for trying a receiver. Values become CDATA unless numbers. */
  'POST /control/callbacks/send': {
    body: { fields: Record<string, string | number>; agent?: boolean };
    response: { callbacks: string[] };
  };
  'GET /control/api-calls': { query: PageQuery & { path?: string; errcode?: string }; response: Page<ApiCallView> };
  'GET /control/api-calls/:id': { response: ApiCallDetailView };
}
