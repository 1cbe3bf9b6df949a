import type { Endpoint } from './endpoint.ts';

/** doc 92521: where callbacks come from. */
export const getCallbackIp: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/getcallbackip',
  doc: '92521',
  title: '获取回调 IP 段',
  token: 'app',
  errors: [],
  handle: ({ sandbox }) => ({ ip_list: sandbox.settings.callbackIps }),
};

/** doc 92520: where the API lives. */
export const getApiDomainIp: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/get_api_domain_ip',
  doc: '92520',
  title: '获取接口 IP 段',
  token: 'app',
  errors: [],
  handle: ({ sandbox }) => ({ ip_list: sandbox.settings.apiIps }),
};
