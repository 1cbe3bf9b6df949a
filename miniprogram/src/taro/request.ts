import Taro from '@tarojs/taro';
import { RequestError } from './errors.ts';
import { isOnline } from './network.ts';

/** A slow network is told apart from a dead one by people, not by us; 10 s is as long as anyone waits at a screen. */
const TIMEOUT_MS = 10_000;

export interface Call {
  method: 'GET' | 'POST';
  /** Absolute path on our server, starting with `/`. */
  path: string;
  body?: Record<string, unknown>;
  token?: string;
}

/** One call to our server. It moves bytes and throws RequestError; what a 401 means is for the caller to decide. */
export async function request<Response>({ method, path, body, token }: Call): Promise<Response> {
  const response = await send({ method, path, body, token });
  if (response.statusCode >= 200 && response.statusCode < 300) return response.data as Response;
  throw new RequestError('refused', `${method} ${path} answered ${response.statusCode}`, {
    status: response.statusCode,
    code: errorCode(response.data),
  });
}

async function send({ method, path, body, token }: Call) {
  try {
    return await Taro.request<unknown>({
      url: `${ZHIKE_API_ORIGIN}${path}`,
      method,
      data: body,
      header: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      timeout: TIMEOUT_MS,
    });
  } catch (error) {
    const failure = (await isOnline()) ? 'unreachable' : 'offline';
    throw new RequestError(failure, `${method} ${path} was not answered`, {}, error);
  }
}

function errorCode(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  return typeof data.code === 'string' ? data.code : undefined;
}
