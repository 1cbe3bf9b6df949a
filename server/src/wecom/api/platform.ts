import type { CallOptions, WecomCaller } from '../call.ts';

/** WeCom's own addresses (docs 90930, 92520). They change: read them daily. */
export function platformApi(caller: WecomCaller) {
  const addresses = async (path: string, options?: CallOptions) => {
    const reply = await caller.call<{ ip_list?: string[] }>({ method: 'GET', path, effect: 'read' }, options);
    return reply.ip_list ?? [];
  };
  return {
    /** Where callbacks come from; entries may end in `.*`. */
    listCallbackAddresses: (options?: CallOptions) => addresses('/cgi-bin/getcallbackip', options),
    listApiAddresses: (options?: CallOptions) => addresses('/cgi-bin/get_api_domain_ip', options),
  };
}
